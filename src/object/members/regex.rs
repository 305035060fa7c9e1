//! Regular expressions: `Regex`, `Match`, `Group`, `Capture` and their collections.

use super::args::*;
use super::cultures::ints;
use super::table::*;
use super::units::text_of_units;
use crate::pattern::{self, RegexError, RegexOptions, Replacement};
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Array, Fault, Interrupt, Native, Result, Str, Value, convert};
use std::rc::Rc;

/// A `Regex` as a value.
pub struct RegexObject {
    regex: pattern::Regex,
}

impl RegexObject {
    /// A value of a compiled expression.
    pub fn new(regex: pattern::Regex) -> RegexObject {
        RegexObject { regex }
    }

    /// Whether it was made to ignore case.
    pub fn ignores_case(&self) -> bool {
        self.regex.options().has(RegexOptions::IGNORE_CASE)
    }

    /// The expression.
    pub fn regex(&self) -> &pattern::Regex {
        &self.regex
    }
}

impl Native for RegexObject {
    fn get_type(&self) -> Type {
        Type::Known(&types::REGEX)
    }

    fn to_text(&self) -> Str {
        self.regex.pattern().into()
    }
}

/// A `Match`, or one of its groups, or a capture of one: a part of a text.
pub struct Part {
    kind: &'static TypeInfo,
    text: Str,
    name: Str,
    /// Bytes; `None` took no part in the match.
    range: Option<std::ops::Range<usize>>,
    /// The match itself, where this is one.
    found: Option<pattern::Match>,
    /// The match that it is a group of, and its number.
    group: Option<(pattern::Match, i32)>,
}

impl Part {
    /// `Value`
    pub fn value(&self) -> &str {
        self.range
            .clone()
            .and_then(|range| self.text.get(range))
            .unwrap_or_default()
    }

    fn index(&self) -> i32 {
        self.range
            .as_ref()
            .map_or(0, |range| self.text.utf16_offset(range.start) as i32)
    }

    fn groups(&self) -> Vec<Value> {
        let Some(found) = &self.found else {
            return vec![Value::native(Part {
                kind: &GROUP,
                text: self.text.clone(),
                name: "0".into(),
                range: None,
                found: None,
                group: None,
            })];
        };
        let group = |group: pattern::Group<'_>| {
            // The first group of a match is the match itself.
            let (kind, found) = if group.number == 0 {
                (&MATCH, self.found.clone())
            } else {
                (&GROUP, None)
            };
            Value::native(Part {
                kind,
                text: self.text.clone(),
                name: group.name.into(),
                range: group.range,
                found,
                group: self.found.clone().map(|found| (found, group.number)),
            })
        };
        found.groups().map(group).collect()
    }
}

impl Native for Part {
    fn get_type(&self) -> Type {
        Type::Known(self.kind)
    }

    fn to_text(&self) -> Str {
        self.value().into()
    }
}

/// A collection of matches, groups or captures.
pub struct Parts {
    kind: &'static TypeInfo,
    items: Vec<Value>,
}

impl Native for Parts {
    fn get_type(&self) -> Type {
        Type::Known(self.kind)
    }

    fn enumerate(&self) -> Option<Result<Vec<Value>>> {
        Some(Ok(self.items.clone()))
    }
}

/// The value of a match in a text.
pub fn match_value(regex: &pattern::Regex, text: &Str, found: &pattern::Match) -> Value {
    let _ = regex;
    Value::native(Part {
        kind: &MATCH,
        text: text.clone(),
        name: "0".into(),
        range: Some(found.range()),
        found: Some(found.clone()),
        group: None,
    })
}

fn no_match(text: &Str) -> Value {
    Value::native(Part {
        kind: &MATCH,
        text: text.clone(),
        name: "0".into(),
        range: None,
        found: None,
        group: None,
    })
}

fn maybe(regex: &pattern::Regex, text: &Str, found: Option<pattern::Match>) -> Value {
    found.map_or_else(|| no_match(text), |found| match_value(regex, text, &found))
}

const ENUMERABLES: &[&TypeInfo] = &[
    &types::ILIST_T,
    &types::ICOLLECTION_T,
    &types::IENUMERABLE_T,
    &types::IENUMERABLE,
    &types::ICOLLECTION,
    &types::ILIST,
];

/// `Capture`
pub static CAPTURE: TypeInfo =
    TypeInfo::class("System.Text.RegularExpressions.Capture", &types::OBJECT)
        .members(|| CAPTURE_MEMBERS);
/// `Group`
pub static GROUP: TypeInfo =
    TypeInfo::class("System.Text.RegularExpressions.Group", &CAPTURE).members(|| GROUP_MEMBERS);
/// `Match`
pub static MATCH: TypeInfo =
    TypeInfo::class("System.Text.RegularExpressions.Match", &GROUP).members(|| MATCH_MEMBERS);
/// `MatchCollection`
pub static MATCH_COLLECTION: TypeInfo = TypeInfo::class(
    "System.Text.RegularExpressions.MatchCollection",
    &types::OBJECT,
)
.implements(ENUMERABLES)
.members(|| COLLECTION);
/// `GroupCollection`
pub static GROUP_COLLECTION: TypeInfo = TypeInfo::class(
    "System.Text.RegularExpressions.GroupCollection",
    &types::OBJECT,
)
.implements(ENUMERABLES)
.members(|| GROUPS);
/// `CaptureCollection`
pub static CAPTURE_COLLECTION: TypeInfo = TypeInfo::class(
    "System.Text.RegularExpressions.CaptureCollection",
    &types::OBJECT,
)
.implements(ENUMERABLES)
.members(|| COLLECTION);
/// `MatchEvaluator`
pub static MATCH_EVALUATOR: TypeInfo = TypeInfo::class(
    "System.Text.RegularExpressions.MatchEvaluator",
    &super::delegate::MULTICAST,
);
/// `RegexOptions`
pub static REGEX_OPTIONS: TypeInfo = TypeInfo::flags(
    "System.Text.RegularExpressions.RegexOptions",
    &[
        ("None", 0),
        ("IgnoreCase", 1),
        ("Multiline", 2),
        ("ExplicitCapture", 4),
        ("Compiled", 8),
        ("Singleline", 16),
        ("IgnorePatternWhitespace", 32),
        ("RightToLeft", 64),
        ("ECMAScript", 256),
        ("CultureInvariant", 512),
        ("NonBacktracking", 1024),
    ],
);

const OPTIONS: Sig = Sig::One(&REGEX_OPTIONS);
const EVALUATOR: Sig = Sig::One(&MATCH_EVALUATOR);
const MATCH_SIG: Sig = Sig::One(&MATCH);
const GROUP_SIG: Sig = Sig::One(&GROUP);
const MATCHES: Sig = Sig::One(&MATCH_COLLECTION);
const GROUP_LIST: Sig = Sig::One(&GROUP_COLLECTION);
const CAPTURES: Sig = Sig::One(&CAPTURE_COLLECTION);

/// Members of `Regex`.
pub static REGEX: &[Member] = &[
    constructors!(
        (pattern: STR) -> VOID => |c| Ok(Value::native(RegexObject { regex: compile(c, 0, None)? })),
        (pattern: STR, options: OPTIONS) -> VOID => |c| Ok(Value::native(RegexObject { regex: compile(c, 0, Some(1))? })),
        (pattern: STR, options: OPTIONS, matchTimeout: SPAN) -> VOID => |c| Ok(Value::native(RegexObject { regex: compile(c, 0, Some(1))? }))),
    get!("MatchTimeout", SPAN => |_| ok(crate::date::TimeSpan::from_ticks(-crate::date::TICKS_PER_MILLISECOND))),
    get!("Options", OPTIONS => |c| Ok(Type::Known(&REGEX_OPTIONS).enum_from(i64::from(own(c)?.options().0)))),
    get!("RightToLeft", BOOL => |c| ok(own(c)?.options().has(RegexOptions::RIGHT_TO_LEFT))),
    Member::static_property("CacheSize", INT, |_| ok(15), |_| Ok(Value::Nothing)),
    static_get!("InfiniteMatchTimeout", SPAN => |_| ok(crate::date::TimeSpan::from_ticks(-crate::date::TICKS_PER_MILLISECOND))),
    method!("Count", (input: STR) -> INT => |c| ok(own(c)?.count(&c.text_of(0, "input")?).map_err(fault)? as i32)),
    method!("GetGroupNames", () -> STRS => |c| Ok(strings(own(c)?.group_names()))),
    method!("GetGroupNumbers", () -> INTS => |c| Ok(ints(own(c)?.group_numbers()))),
    method!("GroupNameFromNumber", (i: INT) -> STR => |c| {
        ok(own(c)?.group_name(c.int(0)).unwrap_or_default())
    }),
    method!("GroupNumberFromName", (name: STR) -> INT => |c| ok(own(c)?.group_number(&c.text_of(0, "name")?).unwrap_or(-1))),
    method!("IsMatch",
        (input: STR, startat: INT) -> BOOL => |c| {
            let text = c.text_of(0, "input")?;
            let start = start(&text, c.int(1))?;
            ok(own(c)?.find_range_at(&text, start).map_err(fault)?.is_some())
        },
        (input: STR) -> BOOL => |c| ok(own(c)?.is_match(&c.text_of(0, "input")?).map_err(fault)?)),
    method!("Match",
        (input: STR) -> MATCH_SIG => |c| find(&own(c)?, &c.text_of(0, "input")?, 0),
        (input: STR, startat: INT) -> MATCH_SIG => |c| {
            let text = c.text_of(0, "input")?;
            let start = start(&text, c.int(1))?;
            find(&own(c)?, &text, start)
        },
        (input: STR, beginning: INT, length: INT) -> MATCH_SIG => find_within),
    method!("Matches",
        (input: STR, startat: INT) -> MATCHES => |c| {
            let text = c.text_of(0, "input")?;
            let start = start(&text, c.int(1))?;
            all(&own(c)?, &text, start)
        },
        (input: STR) -> MATCHES => |c| all(&own(c)?, &c.text_of(0, "input")?, 0)),
    method!("Replace",
        (input: STR, evaluator: EVALUATOR, count: INT) -> STR => |c| { let regex = own(c)?; evaluate(c, &regex, 0, 1, Some(2), None) },
        (input: STR, evaluator: EVALUATOR) -> STR => |c| { let regex = own(c)?; evaluate(c, &regex, 0, 1, None, None) },
        (input: STR, replacement: STR, count: INT, startat: INT) -> STR => |c| replace(c, &own(c)?, 0, 1, Some(2), Some(3)),
        (input: STR, replacement: STR, count: INT) -> STR => |c| replace(c, &own(c)?, 0, 1, Some(2), None),
        (input: STR, replacement: STR) -> STR => |c| replace(c, &own(c)?, 0, 1, None, None),
        (input: STR, evaluator: EVALUATOR, count: INT, startat: INT) -> STR => |c| { let regex = own(c)?; evaluate(c, &regex, 0, 1, Some(2), Some(3)) }),
    method!("Split",
    (input: STR) -> STRS => |c| split(&own(c)?, &c.text_of(0, "input")?, 0, 0),
    (input: STR, count: INT) -> STRS => |c| split(&own(c)?, &c.text_of(0, "input")?, count(c, 1)?, 0),
    (input: STR, count: INT, startat: INT) -> STRS => |c| {
        let text = c.text_of(0, "input")?;
        let start = start(&text, c.int(2))?;
        split(&own(c)?, &text, count(c, 1)?, start)
    }),
    method!("ToString", () -> STR => |c| ok(own(c)?.pattern())),
    static_method!("Count",
        (input: STR, pattern: STR) -> INT => |c| ok(compile(c, 1, None)?.count(&c.text_of(0, "input")?).map_err(fault)? as i32),
        (input: STR, pattern: STR, options: OPTIONS) -> INT => |c| ok(compile(c, 1, Some(2))?.count(&c.text_of(0, "input")?).map_err(fault)? as i32),
        (input: STR, pattern: STR, options: OPTIONS, matchTimeout: SPAN) -> INT => |c| ok(compile(c, 1, Some(2))?.count(&c.text_of(0, "input")?).map_err(fault)? as i32)),
    static_method!("Escape", (str: STR) -> STR => |c| ok(pattern::escape(&c.text_of(0, "str")?))),
    static_method!("IsMatch",
        (input: STR, pattern: STR, options: OPTIONS, matchTimeout: SPAN) -> BOOL => |c| ok(compile(c, 1, Some(2))?.is_match(&c.text_of(0, "input")?).map_err(fault)?),
        (input: STR, pattern: STR, options: OPTIONS) -> BOOL => |c| ok(compile(c, 1, Some(2))?.is_match(&c.text_of(0, "input")?).map_err(fault)?),
        (input: STR, pattern: STR) -> BOOL => |c| ok(compile(c, 1, None)?.is_match(&c.text_of(0, "input")?).map_err(fault)?)),
    static_method!("Match",
        (input: STR, pattern: STR, options: OPTIONS) -> MATCH_SIG => |c| find(&compile(c, 1, Some(2))?, &c.text_of(0, "input")?, 0),
        (input: STR, pattern: STR, options: OPTIONS, matchTimeout: SPAN) -> MATCH_SIG => |c| find(&compile(c, 1, Some(2))?, &c.text_of(0, "input")?, 0),
        (input: STR, pattern: STR) -> MATCH_SIG => |c| find(&compile(c, 1, None)?, &c.text_of(0, "input")?, 0)),
    static_method!("Matches",
        (input: STR, pattern: STR, options: OPTIONS) -> MATCHES => |c| all(&compile(c, 1, Some(2))?, &c.text_of(0, "input")?, 0),
        (input: STR, pattern: STR) -> MATCHES => |c| all(&compile(c, 1, None)?, &c.text_of(0, "input")?, 0),
        (input: STR, pattern: STR, options: OPTIONS, matchTimeout: SPAN) -> MATCHES => |c| all(&compile(c, 1, Some(2))?, &c.text_of(0, "input")?, 0)),
    static_method!("Replace",
        (input: STR, pattern: STR, replacement: STR) -> STR => |c| replace(c, &compile(c, 1, None)?, 0, 2, None, None),
        (input: STR, pattern: STR, replacement: STR, options: OPTIONS) -> STR => |c| replace(c, &compile(c, 1, Some(3))?, 0, 2, None, None),
        (input: STR, pattern: STR, replacement: STR, options: OPTIONS, matchTimeout: SPAN) -> STR => |c| replace(c, &compile(c, 1, Some(3))?, 0, 2, None, None),
        (input: STR, pattern: STR, evaluator: EVALUATOR, options: OPTIONS) -> STR => |c| { let regex = compile(c, 1, Some(3))?; evaluate(c, &regex, 0, 2, None, None) },
        (input: STR, pattern: STR, evaluator: EVALUATOR, options: OPTIONS, matchTimeout: SPAN) -> STR => |c| { let regex = compile(c, 1, Some(3))?; evaluate(c, &regex, 0, 2, None, None) },
        (input: STR, pattern: STR, evaluator: EVALUATOR) -> STR => |c| { let regex = compile(c, 1, None)?; evaluate(c, &regex, 0, 2, None, None) }),
    static_method!("Split",
        (input: STR, pattern: STR) -> STRS => |c| split(&compile(c, 1, None)?, &c.text_of(0, "input")?, 0, 0),
        (input: STR, pattern: STR, options: OPTIONS) -> STRS => |c| split(&compile(c, 1, Some(2))?, &c.text_of(0, "input")?, 0, 0),
        (input: STR, pattern: STR, options: OPTIONS, matchTimeout: SPAN) -> STRS => |c| split(&compile(c, 1, Some(2))?, &c.text_of(0, "input")?, 0, 0)),
    static_method!("Unescape", (str: STR) -> STR => |c| ok(pattern::unescape(&c.text_of(0, "str")?).map_err(fault)?)),
];

fn own(c: &Call<'_>) -> Result<pattern::Regex> {
    match c.this.as_native::<RegexObject>() {
        Some(object) => Ok(object.regex.clone()),
        None => invalid_operation("The object is no regular expression.").raise(),
    }
}

/// What .NET throws for an error of the pattern room.
pub fn fault(error: RegexError) -> Fault {
    let message = error.to_string();
    match error {
        RegexError::Parse { offset, .. } => {
            Fault::new(&types::REGEX_PARSE_EXCEPTION, message).with("Offset", offset as i32)
        }
        RegexError::NotSupported(_) => Fault::new(&types::NOT_SUPPORTED_EXCEPTION, message),
        RegexError::LimitExceeded => Fault::new(&types::TIMEOUT_EXCEPTION, message),
    }
}

fn compile(c: &Call<'_>, at: usize, options: Option<usize>) -> Result<pattern::Regex> {
    let text = c.text_of(at, "pattern")?;
    let bits = options.map_or(0, |n| c.long(n));
    if bits & !0x77f != 0 {
        return out_of_range(
            "options",
            "Specified argument was out of the range of valid values.",
        )
        .raise();
    }
    Ok(pattern::cached(&text, RegexOptions(bits as u32)).map_err(fault)?)
}

/// The byte where a search starts; the argument is in UTF-16 units.
fn start(text: &Str, at: i32) -> Result<usize> {
    let found = usize::try_from(at).ok().and_then(|at| text.byte_offset(at));
    found.ok_or_else(|| {
        out_of_range(
            "startat",
            "Start index cannot be less than 0 or greater than input length.",
        )
        .into()
    })
}

fn count(c: &Call<'_>, n: usize) -> Result<usize> {
    usize::try_from(c.int(n))
        .map_err(|_| out_of_range("count", "Count cannot be less than -1.").into())
}

fn find(regex: &pattern::Regex, text: &Str, start: usize) -> Result<Value> {
    let found = regex
        .find_known(text, text.is_ascii(), start)
        .map_err(fault)?;
    Ok(maybe(regex, text, found))
}

fn find_within(c: &mut Call<'_>) -> Result<Value> {
    let (text, beginning, length) = (c.text_of(0, "input")?, c.int(1), c.int(2));
    let units = text.utf16_len() as i64;
    if beginning < 0 || i64::from(beginning) > units {
        return out_of_range(
            "beginning",
            "Beginning index cannot be less than 0 or greater than input length.",
        )
        .raise();
    }
    if length < 0 || i64::from(beginning) + i64::from(length) > units {
        return out_of_range(
            "length",
            "Length cannot be less than 0 or exceed input length.",
        )
        .raise();
    }
    let start = text.byte_offset(beginning as usize).unwrap_or(0);
    let end = text
        .byte_offset((beginning + length) as usize)
        .unwrap_or(text.len());
    let head = Str::from(&text[..end]);
    find(&own(c)?, &head, start)
}

fn all(regex: &pattern::Regex, text: &Str, start: usize) -> Result<Value> {
    let mut items = Vec::new();
    for found in regex.matches(text, start) {
        items.push(match_value(regex, text, &found.map_err(fault)?));
    }
    Ok(Value::native(Parts {
        kind: &MATCH_COLLECTION,
        items,
    }))
}

/// How many replacements, and from which byte on.
fn limits(
    c: &Call<'_>,
    text: &Str,
    count: Option<usize>,
    startat: Option<usize>,
) -> Result<(Option<usize>, usize)> {
    let limit = match count.map(|n| c.int(n)) {
        Some(n) if n < -1 => return out_of_range("count", "Count cannot be less than -1.").raise(),
        Some(n) => usize::try_from(n).ok(),
        None => None,
    };
    Ok((limit, startat.map_or(Ok(0), |n| start(text, c.int(n)))?))
}

fn replace(
    c: &Call<'_>,
    regex: &pattern::Regex,
    input: usize,
    at: usize,
    count: Option<usize>,
    startat: Option<usize>,
) -> Result<Value> {
    let text = c.text_of(input, "input")?;
    let replacement = c.text_of(at, "replacement")?;
    let (limit, start) = limits(c, &text, count, startat)?;
    let replacement = Replacement::new(regex, &replacement);
    ok(regex
        .replace(&text, &replacement, limit, start)
        .map_err(fault)?
        .into_owned())
}

/// Why a replacement by code stopped.
enum Stop {
    Regex(RegexError),
    Code(Box<Interrupt>),
}

impl From<RegexError> for Stop {
    fn from(error: RegexError) -> Stop {
        Stop::Regex(error)
    }
}

fn evaluate(
    c: &mut Call<'_>,
    regex: &pattern::Regex,
    input: usize,
    at: usize,
    count: Option<usize>,
    startat: Option<usize>,
) -> Result<Value> {
    let text = c.text_of(input, "input")?;
    let (limit, start) = limits(c, &text, count, startat)?;
    let code = c.arg(at).clone();
    if code.is_null() {
        return argument_null("evaluator").raise();
    }
    let host = &mut *c.host;
    let replaced = regex.replace_each(&text, limit, start, |found, out| {
        let value = match_value(regex, &text, found);
        let given = host.call(&code, &[value]).map_err(Stop::Code)?;
        out.push_str(&convert::to_text(host, &given).map_err(Stop::Code)?);
        Ok(())
    });
    match replaced {
        Ok(text) => ok(text.into_owned()),
        Err(Stop::Regex(error)) => fault(error).raise(),
        Err(Stop::Code(error)) => Err(error),
    }
}

fn split(regex: &pattern::Regex, text: &Str, count: usize, start: usize) -> Result<Value> {
    if start == 0 {
        return Ok(strings(regex.split(text, count).map_err(fault)?));
    }
    let rest = &text[start..];
    let mut pieces: Vec<String> = regex
        .split(rest, count)
        .map_err(fault)?
        .into_iter()
        .map(str::to_string)
        .collect();
    if let Some(first) = pieces.first_mut() {
        first.insert_str(0, &text[..start]);
    }
    Ok(strings(pieces))
}

fn part<'a>(c: &'a Call<'_>) -> Option<&'a Part> {
    c.this.as_native::<Part>()
}

static CAPTURE_MEMBERS: &[Member] = &[
    get!("Index", INT => |c| ok(part(c).map(Part::index))),
    get!("Length", INT => |c| ok(part(c).map(|part| crate::culture::utf16_len(part.value()) as i32))),
    get!("Value", STR => |c| ok(part(c).map(Part::value))),
    // A span cannot leave .NET's stack; PowerShell reads it as null.
    get!("ValueSpan", STR => |_| Ok(Value::Null)),
    method!("ToString", () -> STR => |c| ok(part(c).map(Part::value))),
];

static GROUP_MEMBERS: &[Member] = &[
    get!("Captures", CAPTURES => |c| Ok(captures(c))),
    get!("Name", STR => |c| ok(part(c).map(|part| part.name.clone()))),
    get!("Success", BOOL => |c| ok(part(c).is_some_and(|part| part.range.is_some()))),
    static_method!("Synchronized", (inner: GROUP_SIG) -> GROUP_SIG => |c| Ok(c.arg(0).clone())),
];

static MATCH_MEMBERS: &[Member] = &[
    get!("Groups", GROUP_LIST => |c| {
        Ok(Value::native(Parts { kind: &GROUP_COLLECTION, items: part(c).map(Part::groups).unwrap_or_default() }))
    }),
    static_get!("Empty", MATCH_SIG => |_| Ok(no_match(&Str::default()))),
    method!("NextMatch", () -> MATCH_SIG => |c| {
        let Some(Part { text, found: Some(found), .. }) = part(c) else { return Ok(c.this.clone()) };
        let following = found.following(text, text.is_ascii()).map_err(fault)?;
        Ok(maybe(found.regex(), text, following))
    }),
    method!("Result", (replacement: STR) -> STR => |c| {
        let replacement = c.text_of(0, "replacement")?;
        let Some(Part { text, found: Some(found), .. }) = part(c) else {
            return not_supported("Result cannot be called on a failed Match.").raise();
        };
        let mut out = String::new();
        Replacement::new(found.regex(), &replacement).append(&mut out, text, found);
        ok(out)
    }),
    static_method!("Synchronized", (inner: MATCH_SIG) -> MATCH_SIG => |c| Ok(c.arg(0).clone())),
];

fn items(c: &Call<'_>) -> Rc<Parts> {
    c.this.as_native_rc::<Parts>().unwrap_or_else(|| {
        Rc::new(Parts {
            kind: &MATCH_COLLECTION,
            items: Vec::new(),
        })
    })
}

static COLLECTION: &[Member] = &[
    get!("Count", INT => |c| ok(items(c).items.len() as i32)),
    get!("IsReadOnly", BOOL => |_| ok(true)),
    get!("IsSynchronized", BOOL => |_| ok(false)),
    get!("SyncRoot", OBJ => |c| Ok(c.this.clone())),
    method!("Item", (i: INT) -> MATCH_SIG => item),
    method!("get_Item", (i: INT) -> MATCH_SIG => item),
    method!("CopyTo", (array: ARRAY, arrayIndex: INT) -> VOID => copy_to),
    method!("GetEnumerator", () -> ENUMERATOR => |c| Ok(super::enumerator::Enumerator::over(items(c).items.clone()))),
];

static GROUPS: &[Member] = &[
    get!("Count", INT => |c| ok(items(c).items.len() as i32)),
    get!("IsReadOnly", BOOL => |_| ok(true)),
    get!("IsSynchronized", BOOL => |_| ok(false)),
    get!("Keys", OBJECTS => |c| Ok(strings(names(c)))),
    get!("SyncRoot", OBJ => |c| Ok(c.this.clone())),
    get!("Values", OBJECTS => |c| ok(Array::of(Type::Known(&GROUP), items(c).items.clone()))),
    method!("Item",
        (groupnum: INT) -> GROUP_SIG => group_at,
        (groupname: STR) -> GROUP_SIG => group_named),
    method!("get_Item",
        (groupnum: INT) -> GROUP_SIG => group_at,
        (groupname: STR) -> GROUP_SIG => group_named),
    method!("ContainsKey", (key: STR) -> BOOL => |c| ok(names(c).contains(&c.text(0)))),
    method!("CopyTo", (array: ARRAY, arrayIndex: INT) -> VOID => copy_to),
    method!("GetEnumerator", () -> ENUMERATOR => |c| Ok(super::enumerator::Enumerator::over(items(c).items.clone()))),
    method!("TryGetValue", (key: STR, value: *GROUP_SIG) -> BOOL => |c| {
        let name = c.text(0);
        let found = items(c).items.iter().find(|item| item.as_native::<Part>().is_some_and(|part| part.name == name)).cloned();
        let success = found.is_some();
        c.assign(1, found.unwrap_or_default())?;
        ok(success)
    }),
];

fn names(c: &Call<'_>) -> Vec<Str> {
    items(c)
        .items
        .iter()
        .filter_map(|item| item.as_native::<Part>().map(|part| part.name.clone()))
        .collect()
}

fn item(c: &mut Call<'_>) -> Result<Value> {
    let found = usize::try_from(c.int(0))
        .ok()
        .and_then(|at| items(c).items.get(at).cloned());
    match found {
        Some(item) => Ok(item),
        None => out_of_range(
            "i",
            "Specified argument was out of the range of valid values.",
        )
        .raise(),
    }
}

/// `Captures`: a match is its own one; a group has one for each of its rounds.
fn captures(c: &Call<'_>) -> Value {
    let items = part(c).filter(|part| part.range.is_some()).map(|part| {
        let one = |range: std::ops::Range<usize>| {
            let kind = if part.found.is_some() {
                &MATCH
            } else {
                &CAPTURE
            };
            Value::native(Part {
                kind,
                text: part.text.clone(),
                name: part.name.clone(),
                range: Some(range),
                found: part.found.clone(),
                group: None,
            })
        };
        match &part.group {
            Some((found, number)) if part.found.is_none() => found
                .rounds(*number, &part.text)
                .into_iter()
                .map(one)
                .collect(),
            _ => part.range.clone().map(one).into_iter().collect(),
        }
    });
    Value::native(Parts {
        kind: &CAPTURE_COLLECTION,
        items: items.unwrap_or_default(),
    })
}

/// A group that does not exist is one that took no part.
fn failed(name: &str) -> Value {
    Value::native(Part {
        kind: &GROUP,
        text: Str::default(),
        name: name.into(),
        range: None,
        found: None,
        group: None,
    })
}

fn group_at(c: &mut Call<'_>) -> Result<Value> {
    let name = text_of_units(&c.int(0).to_string().encode_utf16().collect::<Vec<u16>>());
    let named = items(c)
        .items
        .iter()
        .find(|item| {
            item.as_native::<Part>()
                .is_some_and(|part| part.name == name)
        })
        .cloned();
    let found = named.or_else(|| {
        usize::try_from(c.int(0))
            .ok()
            .and_then(|at| items(c).items.get(at).cloned())
    });
    Ok(found.unwrap_or_else(|| failed(&name)))
}

fn group_named(c: &mut Call<'_>) -> Result<Value> {
    let name = c.text_of(0, "groupname")?;
    let found = items(c)
        .items
        .iter()
        .find(|item| {
            item.as_native::<Part>()
                .is_some_and(|part| part.name == name)
        })
        .cloned();
    Ok(found.unwrap_or_else(|| failed(&name)))
}

fn copy_to(c: &mut Call<'_>) -> Result<Value> {
    let Value::Array(target) = c.arg(0).base() else {
        return argument_null("array").raise();
    };
    let list = items(c);
    let Some(start) = usize::try_from(c.int(1))
        .ok()
        .filter(|start| start + list.items.len() <= target.len())
    else {
        return Fault::new(&types::ARGUMENT_EXCEPTION, "Destination array was not long enough. Check the destination index, length, and the array's lower bounds. (Parameter 'destinationArray')").raise();
    };
    for (at, item) in list.items.iter().enumerate() {
        target.items.borrow_mut().set(start + at, item.clone());
    }
    Ok(Value::Nothing)
}

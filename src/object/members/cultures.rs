//! Cultures: `CultureInfo` with its conventions, and the enumerations that say how strings are compared.

use super::args::*;
use super::culture_names;
use super::table::*;
use crate::culture as conventions;
use crate::culture::CompareOptions;
use crate::date::DateTimeFormatInfo;
use crate::number::NumberFormatInfo;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Array, Elements, Fault, Native, Result, Str, Value};
use std::cell::RefCell;
use std::rc::Rc;

/// A culture as values see it: a name with conventions, which may be a copy that a script changed.
#[derive(Clone)]
pub struct Culture {
    /// `Name`
    pub name: Str,
    /// What the name stands for.
    pub info: Rc<conventions::CultureInfo>,
    numbers: Rc<NumberFormatInfo>,
    dates: Rc<DateTimeFormatInfo>,
    read_only: bool,
}

thread_local! {
    static INVARIANT: Culture = Culture::new("", conventions::CultureInfo::invariant());
    static CURRENT: RefCell<Culture> = RefCell::new(Culture::new("en-US", conventions::CultureInfo::en_us()));
}

impl Culture {
    fn new(name: &str, info: conventions::CultureInfo) -> Culture {
        let (numbers, dates) = (
            Rc::new(info.number_format.clone()),
            Rc::new(info.date_time_format.clone()),
        );
        Culture {
            name: name.into(),
            info: Rc::new(info),
            numbers,
            dates,
            read_only: true,
        }
    }

    /// The invariant culture.
    pub fn invariant() -> Culture {
        INVARIANT.with(Culture::clone)
    }

    /// The session's culture.
    pub fn current() -> Culture {
        CURRENT.with_borrow(Culture::clone)
    }

    /// How it writes numbers.
    pub fn numbers(&self) -> &NumberFormatInfo {
        &self.numbers
    }

    /// How it writes dates.
    pub fn dates(&self) -> &DateTimeFormatInfo {
        &self.dates
    }

    /// The culture of that name, as far as it is one; unknown ones have the invariant conventions, as ICU gives them.
    pub fn named(name: &str) -> Option<Culture> {
        if let Some(info) = conventions::culture(name) {
            let known = info.name;
            return Some(Culture::new(known, info));
        }
        let name = culture_names::normalize(name)?;
        let mut info = conventions::CultureInfo::invariant();
        info.lcid = 4096;
        Some(Culture::new(&name, info))
    }
}

impl Native for Culture {
    fn get_type(&self) -> Type {
        Type::Known(&types::CULTURE_INFO)
    }

    fn to_text(&self) -> Str {
        self.name.clone()
    }

    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<Culture>()
            .is_some_and(|other| other.name == self.name)
    }
}

/// The culture that an `IFormatProvider` argument means; null is the session's.
pub fn of(provider: &Value) -> Culture {
    if let Some(culture) = provider.as_native::<Culture>() {
        return culture.clone();
    }
    let mut culture = Culture::current();
    if let Some(Numbers(numbers)) = provider.as_native::<Numbers>() {
        culture.numbers = Rc::new(numbers.borrow().clone());
    }
    if let Some(Dates(dates)) = provider.as_native::<Dates>() {
        culture.dates = Rc::new(dates.borrow().clone());
    }
    culture
}

/// `CultureNotFoundException`
pub static CULTURE_NOT_FOUND_EXCEPTION: TypeInfo = TypeInfo::class(
    "System.Globalization.CultureNotFoundException",
    &types::ARGUMENT_EXCEPTION,
);
/// `CompareOptions`
pub static COMPARE_OPTIONS: TypeInfo = TypeInfo::flags(
    "System.Globalization.CompareOptions",
    &[
        ("None", 0),
        ("IgnoreCase", 1),
        ("IgnoreNonSpace", 2),
        ("IgnoreSymbols", 4),
        ("IgnoreKanaType", 8),
        ("IgnoreWidth", 16),
        ("NumericOrdering", 32),
        ("OrdinalIgnoreCase", 0x1000_0000),
        ("StringSort", 0x2000_0000),
        ("Ordinal", 0x4000_0000),
    ],
);
/// `NormalizationForm`
pub static NORMALIZATION_FORM: TypeInfo = TypeInfo::enumeration(
    "System.Text.NormalizationForm",
    &[("FormC", 1), ("FormD", 2), ("FormKC", 5), ("FormKD", 6)],
);
/// `CultureTypes`
pub static CULTURE_TYPES: TypeInfo = TypeInfo::flags(
    "System.Globalization.CultureTypes",
    &[
        ("NeutralCultures", 1),
        ("SpecificCultures", 2),
        ("InstalledWin32Cultures", 4),
        ("AllCultures", 7),
        ("UserCustomCulture", 8),
        ("ReplacementCultures", 16),
    ],
);
/// `NumberFormatInfo`
pub static NUMBER_FORMAT_INFO: TypeInfo =
    TypeInfo::class("System.Globalization.NumberFormatInfo", &types::OBJECT)
        .implements(&[&types::ICLONEABLE, &types::IFORMAT_PROVIDER])
        .members(|| super::culture_formats::NUMBERS);
/// `DateTimeFormatInfo`
pub static DATE_TIME_FORMAT_INFO: TypeInfo =
    TypeInfo::class("System.Globalization.DateTimeFormatInfo", &types::OBJECT)
        .implements(&[&types::ICLONEABLE, &types::IFORMAT_PROVIDER])
        .members(|| super::culture_formats::DATES);
/// `TextInfo`
pub static TEXT_INFO: TypeInfo =
    TypeInfo::class("System.Globalization.TextInfo", &types::OBJECT).members(|| TEXT);
/// `CompareInfo`
pub static COMPARE_INFO: TypeInfo =
    TypeInfo::class("System.Globalization.CompareInfo", &types::OBJECT).members(|| COMPARE);
/// `Calendar`
pub static CALENDAR: TypeInfo =
    TypeInfo::class("System.Globalization.GregorianCalendar", &types::OBJECT)
        .members(|| super::culture_formats::CALENDAR);

/// A `NumberFormatInfo`.
pub struct Numbers(pub RefCell<NumberFormatInfo>);
/// A `DateTimeFormatInfo`.
pub struct Dates(pub RefCell<DateTimeFormatInfo>);

impl Native for Numbers {
    fn get_type(&self) -> Type {
        Type::Known(&NUMBER_FORMAT_INFO)
    }
}

impl Native for Dates {
    fn get_type(&self) -> Type {
        Type::Known(&DATE_TIME_FORMAT_INFO)
    }
}

/// A part of a culture that has only methods: `TextInfo`, `CompareInfo`.
pub struct Part {
    kind: &'static TypeInfo,
    name: Str,
}

impl Native for Part {
    fn get_type(&self) -> Type {
        Type::Known(self.kind)
    }

    fn to_text(&self) -> Str {
        let word = if std::ptr::eq(self.kind, &TEXT_INFO) {
            "TextInfo"
        } else {
            "CompareInfo"
        };
        format!("{word} - {}", self.name).into()
    }
}

const TYPES_SIG: Sig = Sig::One(&CULTURE_TYPES);
const NUMBERS_SIG: Sig = Sig::One(&NUMBER_FORMAT_INFO);
const DATES_SIG: Sig = Sig::One(&DATE_TIME_FORMAT_INFO);
const TEXT_SIG: Sig = Sig::One(&TEXT_INFO);
const COMPARE_SIG: Sig = Sig::One(&COMPARE_INFO);
const OPTIONS: Sig = Sig::One(&COMPARE_OPTIONS);
const CALENDAR_SIG: Sig = Sig::One(&CALENDAR);

/// Members of `CultureInfo`.
pub static CULTURE: &[Member] = &[
    constructors!(
        (name: STR) -> VOID => |c| by_name(c, false),
        (name: STR, useUserOverride: BOOL) -> VOID => |c| by_name(c, false),
        (culture: INT) -> VOID => by_id,
        (culture: INT, useUserOverride: BOOL) -> VOID => by_id),
    get!("Calendar", CALENDAR_SIG => |_| Ok(super::culture_formats::calendar())),
    get!("CompareInfo", COMPARE_SIG => |c| Ok(part(c, &COMPARE_INFO))),
    get!("CultureTypes", TYPES_SIG => |c| {
        let bits = if own(c).info.is_neutral { 1 } else { 2 };
        Ok(Type::Known(&CULTURE_TYPES).enum_from(bits))
    }),
    property!("DateTimeFormat", DATES_SIG => |c| Ok(Value::native(Dates(RefCell::new(own(c).dates().clone())))), |_| Ok(Value::Nothing)),
    get!("DisplayName", STR => |c| ok(english_name(&own(c)))),
    get!("EnglishName", STR => |c| ok(english_name(&own(c)))),
    get!("IetfLanguageTag", STR => |c| ok(own(c).name)),
    get!("IsNeutralCulture", BOOL => |c| ok(own(c).info.is_neutral)),
    get!("IsReadOnly", BOOL => |c| ok(own(c).read_only)),
    get!("KeyboardLayoutId", INT => |c| ok(own(c).info.lcid)),
    get!("LCID", INT => |c| ok(own(c).info.lcid)),
    get!("Name", STR => |c| ok(own(c).name)),
    get!("NativeName", STR => |c| ok(english_name(&own(c)))),
    property!("NumberFormat", NUMBERS_SIG => |c| Ok(Value::native(Numbers(RefCell::new(own(c).numbers().clone())))), |_| Ok(Value::Nothing)),
    get!("Parent", CULTURE_TYPE => |c| Ok(Culture::named(own(c).info.parent).map(Value::native).unwrap_or_default())),
    get!("TextInfo", TEXT_SIG => |c| Ok(part(c, &TEXT_INFO))),
    get!("ThreeLetterISOLanguageName", STR => |c| ok(own(c).info.three_letter_iso_language_name)),
    get!("ThreeLetterWindowsLanguageName", STR => |c| ok(own(c).info.three_letter_windows_language_name)),
    get!("TwoLetterISOLanguageName", STR => |c| ok(own(c).info.two_letter_iso_language_name)),
    get!("UseUserOverride", BOOL => |c| ok(!own(c).info.is_neutral && own(c).name == Culture::current().name)),
    Member::static_property(
        "CurrentCulture",
        CULTURE_TYPE,
        |_| Ok(Value::native(Culture::current())),
        set_current,
    ),
    Member::static_property(
        "CurrentUICulture",
        CULTURE_TYPE,
        |_| Ok(Value::native(Culture::current())),
        |_| Ok(Value::Nothing),
    ),
    Member::static_property(
        "DefaultThreadCurrentCulture",
        CULTURE_TYPE,
        |_| Ok(Value::Null),
        |_| Ok(Value::Nothing),
    ),
    Member::static_property(
        "DefaultThreadCurrentUICulture",
        CULTURE_TYPE,
        |_| Ok(Value::Null),
        |_| Ok(Value::Nothing),
    ),
    static_get!("InstalledUICulture", CULTURE_TYPE => |_| Ok(Value::native(Culture::current()))),
    static_get!("InvariantCulture", CULTURE_TYPE => |_| Ok(Value::native(Culture::invariant()))),
    method!("ClearCachedData", () -> VOID => |_| Ok(Value::Nothing)),
    method!("Clone", () -> OBJ => |c| Ok(Value::native(Culture { read_only: false, ..own(c) }))),
    method!("Equals", (value: OBJ) -> BOOL => |c| ok(own(c).equals(c.arg(0)))),
    method!("GetConsoleFallbackUICulture", () -> CULTURE_TYPE => |c| Ok(c.this.clone())),
    method!("GetFormat", (formatType: TYPE) -> OBJ => |c| Ok(match c.type_of(0) {
        Some(kind) if kind.is(&NUMBER_FORMAT_INFO) => Value::native(Numbers(RefCell::new(own(c).numbers().clone()))),
        Some(kind) if kind.is(&DATE_TIME_FORMAT_INFO) => Value::native(Dates(RefCell::new(own(c).dates().clone()))),
        _ => Value::Null,
    })),
    method!("GetHashCode", () -> INT => |c| ok(super::object::hash(&Value::Str(own(c).name)))),
    method!("ToString", () -> STR => |c| ok(own(c).name)),
    static_method!("CreateSpecificCulture", (name: STR) -> CULTURE_TYPE => |c| by_name(c, true)),
    static_method!("GetCultureInfo",
        (culture: INT) -> CULTURE_TYPE => |c| {
            if c.int(0) <= 0 {
                return out_of_range("culture", "Positive number required.").raise();
            }
            by_id(c)
        },
        (name: STR) -> CULTURE_TYPE => |c| by_name(c, false),
        (name: STR, altName: STR) -> CULTURE_TYPE => |c| by_name(c, false),
        (name: STR, predefinedOnly: BOOL) -> CULTURE_TYPE => |c| by_name(c, false)),
    static_method!("GetCultureInfoByIetfLanguageTag", (name: STR) -> CULTURE_TYPE => |c| by_name(c, false)),
    static_method!("GetCultures", (types: TYPES_SIG) -> OBJECTS => |_| {
        let all = ["", "en", "en-US"].iter().filter_map(|name| Culture::named(name)).map(Value::native).collect();
        Ok(Value::Array(Array::of(Type::Known(&types::CULTURE_INFO), all)))
    }),
    static_method!("ReadOnly", (ci: CULTURE_TYPE) -> CULTURE_TYPE => |c| {
        Ok(c.arg(0).as_native::<Culture>().map(|culture| Value::native(Culture { read_only: true, ..culture.clone() })).unwrap_or_default())
    }),
];

const CULTURE_TYPE: Sig = Sig::One(&types::CULTURE_INFO);

fn own(c: &Call<'_>) -> Culture {
    c.this
        .as_native::<Culture>()
        .cloned()
        .unwrap_or_else(Culture::invariant)
}

fn english_name(culture: &Culture) -> Str {
    let is_known = culture.name == *culture.info.name;
    if is_known {
        culture.info.english_name.into()
    } else {
        culture.name.clone()
    }
}

fn part(c: &Call<'_>, kind: &'static TypeInfo) -> Value {
    Value::native(Part {
        kind,
        name: own(c).name,
    })
}

fn set_current(c: &mut Call<'_>) -> Result<Value> {
    let Some(culture) = c.arg(0).as_native::<Culture>() else {
        return argument_null("value").raise();
    };
    CURRENT.set(culture.clone());
    Ok(Value::Nothing)
}

fn not_found(name: &str) -> Fault {
    let message = format!(
        "Culture is not supported. (Parameter 'name')\n{name} is an invalid culture identifier."
    );
    Fault::new(&CULTURE_NOT_FOUND_EXCEPTION, message)
        .with("ParamName", "name")
        .with("InvalidCultureName", name)
}

/// A culture by its name; a specific one of a language that ICU does not know is the invariant one.
fn by_name(c: &mut Call<'_>, specific: bool) -> Result<Value> {
    let name = c.text_of(0, "name")?;
    match Culture::named(&name) {
        Some(_) if specific && conventions::culture(&name).is_none() && !name.contains('-') => {
            Ok(Value::native(Culture::invariant()))
        }
        Some(culture) if specific && culture.info.is_neutral => {
            Ok(Value::native(Culture::named("en-US").unwrap_or(culture)))
        }
        Some(culture) => Ok(Value::native(culture)),
        None => not_found(&name).raise(),
    }
}

fn by_id(c: &mut Call<'_>) -> Result<Value> {
    let id = c.int(0);
    if id < 0 {
        return out_of_range("culture", "Positive number required.").raise();
    }
    match culture_names::by_id(id).and_then(Culture::named) {
        Some(culture) => Ok(Value::native(culture)),
        None => {
            let message = format!(
                "Culture is not supported. (Parameter 'culture')\n{id} (0x{id:04x}) is an invalid culture identifier."
            );
            Fault::new(&CULTURE_NOT_FOUND_EXCEPTION, message)
                .with("ParamName", "culture")
                .raise()
        }
    }
}

static TEXT: &[Member] = &[
    get!("ANSICodePage", INT => |_| ok(1252)),
    get!("CultureName", STR => |c| ok(c.this.as_native::<Part>().map(|part| part.name.clone()))),
    get!("IsReadOnly", BOOL => |_| ok(true)),
    get!("IsRightToLeft", BOOL => |_| ok(false)),
    get!("LCID", INT => |_| ok(1033)),
    get!("ListSeparator", STR => |_| ok(",")),
    get!("OEMCodePage", INT => |_| ok(437)),
    method!("ToLower", (c: CHAR) -> CHAR => |c| Ok(map_unit(c, conventions::to_lower_char)), (str: STR) -> STR => |c| ok(conventions::to_lower(&c.text_of(0, "str")?))),
    method!("ToTitleCase", (str: STR) -> STR => |c| ok(conventions::to_title(&c.text_of(0, "str")?))),
    method!("ToUpper", (c: CHAR) -> CHAR => |c| Ok(map_unit(c, conventions::to_upper_char)), (str: STR) -> STR => |c| ok(conventions::to_upper(&c.text_of(0, "str")?))),
    method!("ToString", () -> STR => |c| ok(c.this.as_native::<Part>().map(|part| part.to_text()))),
];

fn map_unit(c: &Call<'_>, map: fn(char) -> char) -> Value {
    let mapped = char::from_u32(u32::from(c.unit(0)))
        .map(map)
        .and_then(|letter| u16::try_from(letter as u32).ok());
    Value::Char(mapped.unwrap_or_else(|| c.unit(0)))
}

static COMPARE: &[Member] = &[
    get!("Name", STR => |c| ok(c.this.as_native::<Part>().map(|part| part.name.clone()))),
    get!("LCID", INT => |_| ok(1033)),
    method!("Compare",
        (string1: STR, string2: STR) -> INT => |c| ok(conventions::compare(&c.text(0), &c.text(1), CompareOptions::NONE) as i32),
        (string1: STR, string2: STR, options: OPTIONS) -> INT => |c| ok(conventions::compare(&c.text(0), &c.text(1), options(c, 2)) as i32)),
    method!("IndexOf",
        (source: STR, value: STR) -> INT => |c| index(c, CompareOptions::NONE),
        (source: STR, value: STR, options: OPTIONS) -> INT => |c| index(c, options(c, 2))),
    method!("IsPrefix",
        (source: STR, prefix: STR) -> BOOL => |c| ok(conventions::starts_with(&c.text(0), &c.text(1), CompareOptions::NONE)),
        (source: STR, prefix: STR, options: OPTIONS) -> BOOL => |c| ok(conventions::starts_with(&c.text(0), &c.text(1), options(c, 2)))),
    method!("IsSuffix",
        (source: STR, suffix: STR) -> BOOL => |c| ok(conventions::ends_with(&c.text(0), &c.text(1), CompareOptions::NONE)),
        (source: STR, suffix: STR, options: OPTIONS) -> BOOL => |c| ok(conventions::ends_with(&c.text(0), &c.text(1), options(c, 2)))),
    method!("ToString", () -> STR => |c| ok(c.this.as_native::<Part>().map(|part| part.to_text()))),
];

fn options(c: &Call<'_>, n: usize) -> CompareOptions {
    CompareOptions(c.long(n) as u32)
}

fn index(c: &mut Call<'_>, options: CompareOptions) -> Result<Value> {
    let text = c.text(0);
    ok(conventions::index_of(&text, &c.text(1), options)
        .map_or(-1, |range| text.utf16_offset(range.start) as i32))
}

/// An `int[]`.
pub(super) fn ints(items: Vec<i32>) -> Value {
    Value::Array(Array::with(
        Type::Known(&types::INT32),
        Elements::Int(items),
    ))
}

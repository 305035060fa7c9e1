//! `[version]` and `[semver]`.

use super::args::*;
use super::failure::overflow;
use super::table::*;
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Fault, Native, Result, Str, Value};
use std::cmp::Ordering;

/// A `Version`: missing parts are -1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    parts: [i32; 4],
}

/// A `SemanticVersion`.
#[derive(Clone)]
pub struct SemanticVersion {
    numbers: [i32; 3],
    label: Option<Str>,
    build: Option<Str>,
}

impl PartialEq for SemanticVersion {
    /// Build labels do not count.
    fn eq(&self, other: &SemanticVersion) -> bool {
        self.numbers == other.numbers && self.label == other.label
    }
}

impl Eq for SemanticVersion {}

/// `Version`
pub static VERSION: TypeInfo = TypeInfo::class("System.Version", &types::OBJECT)
    .implements(&[
        &types::ICLONEABLE,
        &types::ICOMPARABLE,
        &types::ICOMPARABLE_T,
        &types::IEQUATABLE_T,
        &types::IFORMATTABLE,
    ])
    .members(|| MEMBERS);
/// `SemanticVersion`
pub static SEMANTIC_VERSION: TypeInfo = TypeInfo::class(
    "System.Management.Automation.SemanticVersion",
    &types::OBJECT,
)
.implements(&[
    &types::ICOMPARABLE,
    &types::ICOMPARABLE_T,
    &types::IEQUATABLE_T,
])
.members(|| SEMANTIC);

/// `PSVersionHashTable`
pub static VERSION_TABLE: TypeInfo = TypeInfo::class(
    "System.Management.Automation.PSVersionHashTable",
    &types::HASHTABLE,
);

/// A `Version` of that text, or the text where it is none.
pub fn of_text(text: &str) -> Value {
    Version::parse(text).map_or_else(|_| Value::str(text), Value::native)
}

/// A `SemanticVersion` of that text, or the text where it is none.
pub fn semantic_of_text(text: &str) -> Value {
    SemanticVersion::parse(text).map_or_else(|| Value::str(text), Value::native)
}

impl Native for Version {
    fn get_type(&self) -> Type {
        Type::Known(&VERSION)
    }
    fn to_text(&self) -> Str {
        self.text(self.count()).into()
    }
    fn equals(&self, other: &Value) -> bool {
        other.as_native::<Version>() == Some(self)
    }
}

impl Native for SemanticVersion {
    fn get_type(&self) -> Type {
        Type::Known(&SEMANTIC_VERSION)
    }
    fn to_text(&self) -> Str {
        let [major, minor, patch] = self.numbers;
        let mut text = format!("{major}.{minor}.{patch}");
        if let Some(label) = &self.label {
            text = format!("{text}-{label}");
        }
        if let Some(build) = &self.build {
            text = format!("{text}+{build}");
        }
        text.into()
    }
    fn equals(&self, other: &Value) -> bool {
        other.as_native::<SemanticVersion>() == Some(self)
    }
}

impl Version {
    /// A version of these parts; -1 is one that is not given.
    pub fn new(major: i32, minor: i32, build: i32, revision: i32) -> Version {
        Version {
            parts: [major, minor, build, revision],
        }
    }

    fn count(&self) -> usize {
        self.parts.iter().take_while(|part| **part >= 0).count()
    }

    fn text(&self, count: usize) -> String {
        self.parts[..count]
            .iter()
            .map(i32::to_string)
            .collect::<Vec<_>>()
            .join(".")
    }

    /// `Version.Parse`
    pub fn parse(text: &str) -> Result<Version> {
        let fields: Vec<&str> = text.split('.').collect();
        if !(2..=4).contains(&fields.len()) {
            return Fault::new(
                &types::ARGUMENT_EXCEPTION,
                "Version string portion was too short or too long. (Parameter 'input')",
            )
            .with("ParamName", "input")
            .raise();
        }
        let names = ["input", "input", "build", "revision"];
        let mut parts = [-1; 4];
        for (at, field) in fields.iter().enumerate() {
            let digits = field.trim();
            match digits.parse::<i64>() {
                Ok(n) if n < 0 => {
                    return negative(names[at], n).raise();
                }
                Ok(n) => {
                    parts[at] = i32::try_from(n).map_err(|_| {
                        overflow("Value was either too large or too small for an Int32.")
                    })?
                }
                Err(_)
                    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) =>
                {
                    return overflow("Value was either too large or too small for an Int32.")
                        .raise();
                }
                Err(_) => {
                    return Fault::new(
                        &types::FORMAT_EXCEPTION,
                        format!("The input string '{field}' was not in a correct format."),
                    )
                    .raise();
                }
            }
        }
        Ok(Version { parts })
    }
}

impl SemanticVersion {
    /// `SemanticVersion.Parse`
    pub fn parse(text: &str) -> Option<SemanticVersion> {
        let (rest, build) = match text.split_once('+') {
            Some((rest, build)) => (rest, Some(build)),
            None => (text, None),
        };
        let (numbers, label) = match rest.split_once('-') {
            Some((numbers, label)) => (numbers, Some(label)),
            None => (rest, None),
        };
        let word = |text: &str| {
            !text.is_empty()
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
        };
        if !label.is_none_or(word) || !build.is_none_or(word) {
            return None;
        }
        let mut parsed = [0; 3];
        let fields: Vec<&str> = numbers.split('.').collect();
        if fields.len() > 3 {
            return None;
        }
        for (at, field) in fields.iter().enumerate() {
            if field.is_empty() || !field.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            parsed[at] = field.parse().ok()?;
        }
        Some(SemanticVersion {
            numbers: parsed,
            label: label.map(Str::from),
            build: build.map(Str::from),
        })
    }

    /// The order of semantic versions; build labels do not count.
    fn order(&self, other: &SemanticVersion) -> Ordering {
        self.numbers
            .cmp(&other.numbers)
            .then_with(|| match (&self.label, &other.label) {
                (None, None) => Ordering::Equal,
                (None, Some(_)) => Ordering::Greater,
                (Some(_), None) => Ordering::Less,
                (Some(a), Some(b)) => order_labels(a, b),
            })
    }
}

fn order_labels(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.split('.'), b.split('.'));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) => match (x.parse::<u64>(), y.parse::<u64>()) {
                (Ok(x), Ok(y)) => x.cmp(&y),
                (Ok(_), Err(_)) => Ordering::Less,
                (Err(_), Ok(_)) => Ordering::Greater,
                _ => crate::culture::compare_ordinal(x, y),
            },
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

const SELF: Sig = Sig::One(&VERSION);
const SEMVER: Sig = Sig::One(&SEMANTIC_VERSION);

static MEMBERS: &[Member] = &[
    constructors!(
        (major: INT, minor: INT, build: INT, revision: INT) -> VOID => from_parts,
        (major: INT, minor: INT, build: INT) -> VOID => from_parts,
        (major: INT, minor: INT) -> VOID => from_parts,
        (version: STR) -> VOID => |c| Ok(Value::native(Version::parse(&c.text_of(0, "input")?)?)),
        () -> VOID => |_| Ok(Value::native(Version::new(0, 0, -1, -1)))),
    get!("Build", INT => |c| ok(own(c).parts[2])),
    get!("Major", INT => |c| ok(own(c).parts[0])),
    get!("MajorRevision", SHORT => |c| ok((own(c).parts[3] >> 16) as i16)),
    get!("Minor", INT => |c| ok(own(c).parts[1])),
    get!("MinorRevision", SHORT => |c| ok(own(c).parts[3] as i16)),
    get!("Revision", INT => |c| ok(own(c).parts[3])),
    method!("Clone", () -> OBJ => |c| Ok(Value::native(own(c)))),
    method!("CompareTo",
        (version: OBJ) -> INT => |c| match c.arg(0) {
            other if other.is_null() => ok(1),
            other => match other.as_native::<Version>() {
                Some(other) => ok(own(c).cmp(other) as i32),
                None => Fault::new(&types::ARGUMENT_EXCEPTION, "Object must be of type Version.").raise(),
            },
        },
        (value: SELF) -> INT => |c| ok(c.arg(0).as_native::<Version>().map_or(1, |other| own(c).cmp(other) as i32))),
    method!("Equals",
        (obj: OBJ) -> BOOL => |c| ok(c.arg(0).as_native::<Version>() == Some(&own(c))),
        (obj: SELF) -> BOOL => |c| ok(c.arg(0).as_native::<Version>() == Some(&own(c)))),
    method!("GetHashCode", () -> INT => |c| {
        let [major, minor, build, revision] = own(c).parts;
        ok((major & 0xf) << 28 | (minor & 0xff) << 20 | (build & 0xff) << 12 | (revision & 0xfff))
    }),
    method!("ToString",
    () -> STR => |c| ok(own(c).to_text()),
    (fieldCount: INT) -> STR => |c| {
        let version = own(c);
        match usize::try_from(c.int(0)).ok().filter(|count| *count <= version.count()) {
            Some(count) => ok(version.text(count)),
            None => {
                let message = format!("Argument must be between 0 and {}. (Parameter 'fieldCount')", version.count());
                Fault::new(&types::ARGUMENT_EXCEPTION, message).with("ParamName", "fieldCount").raise()
            }
        }
    }),
    static_method!("Parse", (input: STR) -> SELF => |c| Ok(Value::native(Version::parse(&c.text_of(0, "input")?)?))),
    static_method!("TryParse", (input: STR, result: *SELF) -> BOOL => |c| {
        let read = Version::parse(&c.text(0)).ok();
        c.assign(1, read.map(Value::native).unwrap_or_default())?;
        ok(read.is_some())
    }),
];

fn own(c: &Call<'_>) -> Version {
    c.this
        .as_native::<Version>()
        .copied()
        .unwrap_or(Version::new(0, 0, -1, -1))
}

fn from_parts(c: &mut Call<'_>) -> Result<Value> {
    let mut parts = [-1; 4];
    for (at, name) in ["major", "minor", "build", "revision"]
        .into_iter()
        .enumerate()
        .take(c.args.len())
    {
        if c.int(at) < 0 {
            return negative(name, c.long(at)).raise();
        }
        parts[at] = c.int(at);
    }
    Ok(Value::native(Version { parts }))
}

static SEMANTIC: &[Member] = &[
    constructors!(
    (version: STR) -> VOID => |c| semantic(&c.text_of(0, "version")?),
    (major: INT, minor: INT, patch: INT, preReleaseLabel: STR, buildLabel: STR) -> VOID => semantic_parts,
    (major: INT, minor: INT, patch: INT, label: STR) -> VOID => semantic_parts,
    (major: INT, minor: INT, patch: INT) -> VOID => semantic_parts,
    (major: INT, minor: INT) -> VOID => semantic_parts,
    (major: INT) -> VOID => semantic_parts,
    (version: SELF) -> VOID => |c| {
        let Some(version) = c.arg(0).as_native::<Version>() else { return argument_null("version").raise() };
        if version.parts[3] > 0 {
            return not_valid("version").raise();
        }
        let numbers = [version.parts[0], version.parts[1], version.parts[2].max(0)];
        Ok(Value::native(SemanticVersion { numbers, label: None, build: None }))
    }),
    get!("BuildLabel", STR => |c| ok(semver(c).build)),
    get!("Major", INT => |c| ok(semver(c).numbers[0])),
    get!("Minor", INT => |c| ok(semver(c).numbers[1])),
    get!("Patch", INT => |c| ok(semver(c).numbers[2])),
    get!("PreReleaseLabel", STR => |c| ok(semver(c).label)),
    method!("CompareTo",
        (version: OBJ) -> INT => |c| match c.arg(0) {
            other if other.is_null() => ok(1),
            other => match other.as_native::<SemanticVersion>() {
                Some(other) => ok(semver(c).order(other) as i32),
                None => not_valid("version").raise(),
            },
        },
        (value: SEMVER) -> INT => |c| ok(c.arg(0).as_native::<SemanticVersion>().map_or(1, |other| semver(c).order(other) as i32))),
    method!("Equals",
        (obj: OBJ) -> BOOL => |c| ok(c.arg(0).as_native::<SemanticVersion>() == Some(&semver(c))),
        (other: SEMVER) -> BOOL => |c| ok(c.arg(0).as_native::<SemanticVersion>() == Some(&semver(c)))),
    method!("GetHashCode", () -> INT => |c| ok(super::object::hash(&Value::Str(semver(c).to_text())))),
    method!("ToString", () -> STR => |c| ok(semver(c).to_text())),
    static_method!("Compare", (versionA: SEMVER, versionB: SEMVER) -> INT => |c| {
        ok(match (c.arg(0).as_native::<SemanticVersion>(), c.arg(1).as_native::<SemanticVersion>()) {
            (Some(a), Some(b)) => a.order(b) as i32,
            (a, b) => a.is_some().cmp(&b.is_some()) as i32,
        })
    }),
    static_method!("Parse", (version: STR) -> SEMVER => |c| semantic(&c.text_of(0, "version")?)),
    static_method!("TryParse", (version: STR, result: *SEMVER) -> BOOL => |c| {
        let read = SemanticVersion::parse(&c.text(0));
        let success = read.is_some();
        c.assign(1, read.map(Value::native).unwrap_or_default())?;
        ok(success)
    }),
];

/// What PowerShell says of an argument of its own methods.
fn not_valid(name: &str) -> Fault {
    Fault::new(
        &types::PS_ARGUMENT_EXCEPTION,
        format!(
            "Cannot process argument because the value of argument \"{name}\" is not valid. \
             Change the value of the \"{name}\" argument and run the operation again."
        ),
    )
}

fn semver(c: &Call<'_>) -> SemanticVersion {
    c.this
        .as_native::<SemanticVersion>()
        .cloned()
        .unwrap_or(SemanticVersion {
            numbers: [0; 3],
            label: None,
            build: None,
        })
}

fn semantic(text: &str) -> Result<Value> {
    match SemanticVersion::parse(text) {
        Some(version) => Ok(Value::native(version)),
        None => Fault::new(
            &types::FORMAT_EXCEPTION,
            // PowerShell's parser does not keep what it could not read.
            "The input string '' was not in a correct format.",
        )
        .raise(),
    }
}

fn semantic_parts(c: &mut Call<'_>) -> Result<Value> {
    let mut numbers = [0; 3];
    for (at, name) in ["major", "minor", "patch"]
        .into_iter()
        .enumerate()
        .take(c.args.len())
    {
        if c.int(at) < 0 {
            return not_valid(name).raise();
        }
        numbers[at] = c.int(at);
    }
    let text = |at: usize| c.arg(at).as_str().filter(|text| !text.is_empty()).cloned();
    let (label, build) = match text(3) {
        Some(label) if c.args.len() == 4 => match label.split_once('+') {
            Some((label, build)) => (
                Some(label.into()).filter(|label: &Str| !label.is_empty()),
                Some(build.into()),
            ),
            None => (Some(label), None),
        },
        label => (label, text(4)),
    };
    Ok(Value::native(SemanticVersion {
        numbers,
        label,
        build,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_read_and_order() {
        let version = |text: &str| Version::parse(text).ok();
        assert!(version("1.2") < version("1.2.0"));
        assert!(version("1.10").unwrap_or(Version::new(0, 0, 0, 0)) > Version::new(1, 9, -1, -1));
        assert!(version("1").is_none());
        let semver = |text: &str| SemanticVersion::parse(text);
        let (alpha, release) = (semver("1.2.3-alpha.1"), semver("1.2.3"));
        assert_eq!(
            alpha.zip(release).map(|(a, b)| a.order(&b)),
            Some(Ordering::Less)
        );
    }
}

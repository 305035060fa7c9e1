//! What `Select-String` finds: a line with its place, its matches and the lines around it.

use object::types::MemberKind;
use object::types::{Call, Member, Overload, Param, ParamKind, Sig};
use object::{Array, Native, Result, Str, Type, TypeInfo, Value, convert, types};

/// `MatchInfoContext`
pub static CONTEXT: TypeInfo = TypeInfo::class(
    "Microsoft.PowerShell.Commands.MatchInfoContext",
    &types::OBJECT,
)
.members(|| CONTEXT_MEMBERS);
/// `MatchInfo`
pub static MATCH_INFO: TypeInfo =
    TypeInfo::class("Microsoft.PowerShell.Commands.MatchInfo", &types::OBJECT).members(|| MEMBERS);

/// The lines around a match.
#[derive(Clone, Default)]
pub struct Context {
    /// Those before it.
    pub before: Vec<Str>,
    /// Those behind it.
    pub behind: Vec<Str>,
    /// Those before it that no other match shows.
    pub shown_before: Vec<Str>,
    /// Those behind it that no other match shows.
    pub shown_behind: Vec<Str>,
}

impl Native for Context {
    fn get_type(&self) -> Type {
        Type::Known(&CONTEXT)
    }
}

/// One line found.
pub struct MatchInfo {
    /// The file; none for what came through the pipeline.
    pub path: Option<Str>,
    /// The line.
    pub line: Str,
    /// Its number, from 1.
    pub number: u64,
    /// The pattern that it fits.
    pub pattern: Str,
    /// Letters do not differ by case.
    pub ignore_case: bool,
    /// `Matches`
    pub matches: Vec<Value>,
    /// Where matches begin and end, in bytes, for emphasis.
    pub ranges: Vec<(usize, usize)>,
    /// The lines around it, if they were wanted.
    pub context: Option<Context>,
}

impl MatchInfo {
    /// What it shows, its path relative to a folder where one is given.
    pub fn text(&self, folder: Option<&str>, emphasized: bool) -> String {
        let line = if emphasized {
            self.emphasized()
        } else {
            self.line.to_string()
        };
        let Some(context) = &self.context else {
            return self.shown_line("", self.number, &line, folder);
        };
        let mut lines = Vec::new();
        let mut number = self.number - context.shown_before.len() as u64;
        for before in &context.shown_before {
            lines.push(self.shown_line("  ", number, before, folder));
            number += 1;
        }
        lines.push(self.shown_line("> ", number, &line, folder));
        for behind in &context.shown_behind {
            number += 1;
            lines.push(self.shown_line("  ", number, behind, folder));
        }
        lines.join("\n")
    }

    fn emphasized(&self) -> String {
        let (mut text, mut done) = (String::new(), 0);
        for (start, end) in &self.ranges {
            text.push_str(&self.line[done..*start]);
            text.push_str(&format!("\u{1b}[7m{}\u{1b}[0m", &self.line[*start..*end]));
            done = *end;
        }
        text.push_str(&self.line[done..]);
        text
    }

    fn shown_line(&self, prefix: &str, number: u64, line: &str, folder: Option<&str>) -> String {
        match &self.path {
            None => format!("{prefix}{line}"),
            Some(path) => format!("{prefix}{}:{number}:{line}", relative(path, folder)),
        }
    }

    fn file_name(&self) -> Str {
        let Some(path) = &self.path else {
            return Str::from("InputStream");
        };
        std::path::Path::new(&**path)
            .file_name()
            .map_or_else(|| path.clone(), |name| Str::from(name.to_string_lossy()))
    }
}

fn relative<'p>(path: &'p str, folder: Option<&str>) -> &'p str {
    let Some(folder) = folder
        .map(|folder| folder.trim_end_matches('/'))
        .filter(|folder| !folder.is_empty())
    else {
        return path;
    };
    path.strip_prefix(folder)
        .and_then(|rest| rest.strip_prefix('/'))
        .unwrap_or(path)
}

impl Native for MatchInfo {
    fn get_type(&self) -> Type {
        Type::Known(&MATCH_INFO)
    }

    fn to_text(&self) -> Str {
        self.text(None, false).into()
    }
}

fn of<'c>(call: &'c Call<'_>) -> Option<&'c MatchInfo> {
    call.this.as_native::<MatchInfo>()
}

fn lines(texts: &[Str]) -> Value {
    Value::Array(Array::of(
        Type::Known(&types::STRING),
        texts.iter().cloned().map(Value::Str).collect(),
    ))
}

fn context_lines(call: &Call<'_>, which: fn(&Context) -> &Vec<Str>) -> Result<Value> {
    Ok(call
        .this
        .as_native::<Context>()
        .map(|context| lines(which(context)))
        .unwrap_or_default())
}

const CONTEXT_MEMBERS: &[Member] = &[
    Member::get("PreContext", Sig::Many(&types::STRING), |call| {
        context_lines(call, |context| &context.before)
    }),
    Member::get("PostContext", Sig::Many(&types::STRING), |call| {
        context_lines(call, |context| &context.behind)
    }),
    Member::get("DisplayPreContext", Sig::Many(&types::STRING), |call| {
        context_lines(call, |context| &context.shown_before)
    }),
    Member::get("DisplayPostContext", Sig::Many(&types::STRING), |call| {
        context_lines(call, |context| &context.shown_behind)
    }),
];

fn shown(call: &mut Call<'_>, emphasized: bool) -> Result<Value> {
    let folder = match call.args.first() {
        Some(folder) => Some(convert::to_text(call.host, folder)?),
        None => None,
    };
    Ok(of(call)
        .map(|own| Value::from(own.text(folder.as_deref(), emphasized)))
        .unwrap_or_default())
}

const FOLDER: &[Param] = &[Param {
    name: "directory",
    sig: Sig::One(&types::STRING),
    kind: ParamKind::Plain,
}];

const MEMBERS: &[Member] = &[
    Member::get("IgnoreCase", Sig::One(&types::BOOLEAN), |call| {
        Ok(Value::Bool(of(call).is_some_and(|own| own.ignore_case)))
    }),
    Member::get("LineNumber", Sig::One(&types::UINT64), |call| {
        Ok(Value::ULong(of(call).map_or(0, |own| own.number)))
    }),
    Member::get("Line", Sig::One(&types::STRING), |call| {
        Ok(of(call).map(|own| own.line.clone()).into())
    }),
    Member::get("Filename", Sig::One(&types::STRING), |call| {
        Ok(of(call).map(MatchInfo::file_name).into())
    }),
    Member::get("Path", Sig::One(&types::STRING), |call| {
        Ok(of(call)
            .map(|own| own.path.clone().unwrap_or_else(|| Str::from("InputStream")))
            .into())
    }),
    Member::get("Pattern", Sig::One(&types::STRING), |call| {
        Ok(of(call).map(|own| own.pattern.clone()).into())
    }),
    Member::get("Context", Sig::One(&CONTEXT), |call| {
        Ok(of(call)
            .and_then(|own| own.context.clone())
            .map(Value::native)
            .unwrap_or_default())
    }),
    Member::get(
        "Matches",
        Sig::Many(&object::members::regex::MATCH),
        |call| {
            let kind = Type::Known(&object::members::regex::MATCH);
            Ok(of(call)
                .map(|own| Value::Array(Array::of(kind, own.matches.clone())))
                .unwrap_or_default())
        },
    ),
    Member {
        name: "ToString",
        is_static: false,
        kind: MemberKind::Method(&[
            Overload {
                params: &[],
                returns: Sig::One(&types::STRING),
                run: |call| shown(call, false),
            },
            Overload {
                params: FOLDER,
                returns: Sig::One(&types::STRING),
                run: |call| shown(call, false),
            },
        ]),
    },
    Member {
        name: "ToEmphasizedString",
        is_static: false,
        kind: MemberKind::Method(&[Overload {
            params: FOLDER,
            returns: Sig::One(&types::STRING),
            run: |call| shown(call, true),
        }]),
    },
    Member {
        name: "RelativePath",
        is_static: false,
        kind: MemberKind::Method(&[Overload {
            params: FOLDER,
            returns: Sig::One(&types::STRING),
            run: |call| {
                let folder = convert::to_text(call.host, &call.args[0])?;
                Ok(of(call)
                    .and_then(|own| own.path.clone())
                    .map(|path| Str::from(relative(&path, Some(&folder))))
                    .into())
            },
        }]),
    },
];

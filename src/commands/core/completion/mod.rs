//! Completion for scripts: what `TabExpansion2` gives.
//!
//! Read `line` (where the cursor stands), then `words`, `values` and `members` for what may stand there.
//! Absent on purpose: paths, keywords and history, which the prompt completes by itself.

mod line;
mod members;
mod values;
mod words;

use engine::Engine;
use object::members::table::*;
use object::types::{self, Call, Member, Sig};
use object::{List, Result, Str, Type, TypeInfo, Value, convert};

/// The types of this folder.
pub static TYPES: &[&TypeInfo] = &[&COMMAND_COMPLETION, &COMPLETION_RESULT, &RESULT_TYPE];

/// `CompletionResultType`
pub static RESULT_TYPE: TypeInfo = TypeInfo::enumeration(
    "System.Management.Automation.CompletionResultType",
    &[
        ("Text", 0),
        ("History", 1),
        ("Command", 2),
        ("ProviderItem", 3),
        ("ProviderContainer", 4),
        ("Property", 5),
        ("Method", 6),
        ("ParameterName", 7),
        ("ParameterValue", 8),
        ("Variable", 9),
        ("Namespace", 10),
        ("Type", 11),
        ("Keyword", 12),
        ("DynamicKeyword", 13),
    ],
);

/// What a completion is, by .NET's number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text = 0,
    Command = 2,
    Property = 5,
    Method = 6,
    ParameterName = 7,
    ParameterValue = 8,
    Variable = 9,
    Type = 11,
}

const KIND: Sig = Sig::One(&RESULT_TYPE);

/// `CompletionResult`
pub static COMPLETION_RESULT: TypeInfo = TypeInfo::class(
    "System.Management.Automation.CompletionResult",
    &types::OBJECT,
)
.members(|| {
    const MEMBERS: &[Member] = &[object::constructors!(
    (completionText: STR) -> THIS => |c| {
        let text = c.args[0].clone();
        Ok(record(text.clone(), text.clone(), Kind::Text, text))
    },
    (completionText: STR, listItemText: STR, resultType: KIND, toolTip: STR) -> THIS => |c| {
        Ok(engine::values::record(
            &COMPLETION_RESULT,
            vec![
                ("CompletionText", c.args[0].clone()),
                ("ListItemText", c.args[1].clone()),
                ("ResultType", c.args[2].clone()),
                ("ToolTip", c.args[3].clone()),
            ],
        ))
    })];
    MEMBERS
});

fn record(text: Value, item: Value, kind: Kind, tip: Value) -> Value {
    engine::values::record(
        &COMPLETION_RESULT,
        vec![
            ("CompletionText", text),
            ("ListItemText", item),
            (
                "ResultType",
                Type::Known(&RESULT_TYPE).enum_from(kind as i64),
            ),
            ("ToolTip", tip),
        ],
    )
}

/// One completion.
pub(crate) fn result(text: &str, item: &str, kind: Kind, tip: &str) -> Value {
    record(Value::str(text), Value::str(item), kind, Value::str(tip))
}

/// The completions of a place, and the place: byte offsets into the text.
pub(crate) struct Completions {
    pub found: Vec<Value>,
    pub start: usize,
    pub end: usize,
}

/// `CommandCompletion`
pub static COMMAND_COMPLETION: TypeInfo = TypeInfo::class(
    "System.Management.Automation.CommandCompletion",
    &types::OBJECT,
)
.members(|| {
    const MEMBERS: &[Member] = &[object::static_method!("CompleteInput",
        (input: STR, cursorIndex: INT, options: OBJ) -> OBJ => complete_input)];
    MEMBERS
});

fn complete_input(call: &mut Call<'_>) -> Result<Value> {
    let text = convert::to_text(call.host, &call.args[0])?;
    let cursor = usize::try_from(convert::to_i64(call.host, &call.args[1])?).unwrap_or(0);
    let engine = engine::cmdlet_object::engine(call.host)?;
    complete(engine, &text, cursor)
}

/// The completions of a text at a place, which counts in UTF-16 units.
fn complete(engine: &mut Engine, text: &str, cursor: usize) -> Result<Value> {
    let mut units = 0;
    let mut at = text.len();
    for (place, c) in text.char_indices() {
        if units >= cursor {
            at = place;
            break;
        }
        units += c.len_utf16();
    }
    let before: Str = Str::from(&text[..at]);
    let completions = line::complete(engine, &before)?;
    let utf16 = |offset: usize| before[..offset].encode_utf16().count() as i32;
    let (start, end) = (utf16(completions.start), utf16(completions.end));
    let kind = Type::generic(&types::COLLECTION, vec![Type::Known(&COMPLETION_RESULT)]);
    let found = List::new(kind, Type::Known(&COMPLETION_RESULT), completions.found);
    Ok(engine::values::record(
        &COMMAND_COMPLETION,
        vec![
            ("CurrentMatchIndex", Value::Int(-1)),
            ("ReplacementIndex", Value::Int(start)),
            ("ReplacementLength", Value::Int(end - start)),
            ("CompletionMatches", Value::List(found)),
        ],
    ))
}

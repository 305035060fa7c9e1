//! What objects look like, end to end: the transcripts below are PowerShell 7.6's.

use crate::packet::Align;
use crate::*;
use object::date::DateTime;
use object::error::{Invocation, Position};
use object::types;
use object::*;
use std::rc::Rc;
use syntax::{Source, Span};

/// A host without an engine: blocks are natives that hold a function.
pub struct NoEngine {
    ticks: i64,
}

/// A script block that is a Rust function.
struct Block(fn(&Value) -> Value);

impl Native for Block {
    fn get_type(&self) -> Type {
        Type::Known(&types::SCRIPT_BLOCK)
    }

    fn to_text(&self) -> Str {
        " $_ ".into()
    }
}

impl Host for NoEngine {
    fn call(&mut self, block: &Value, arguments: &[Value]) -> Result<Value> {
        match block.as_native::<Block>() {
            Some(block) => Ok((block.0)(&arguments[0])),
            None => Fault::runtime("NoEngine", "There is no engine here.").raise(),
        }
    }

    fn call_method(&mut self, _: &Value, _: &str, _: &[Value]) -> Result<Option<Value>> {
        Ok(None)
    }

    fn construct(&mut self, _: &Type, _: &[Value]) -> Result<Value> {
        Ok(Value::Null)
    }

    fn read_script_property(&mut self, _: &Value, _: &Value) -> Result<Value> {
        Ok(Value::Null)
    }

    fn find_type(&mut self, _: &str) -> Option<Type> {
        None
    }

    fn separator(&mut self) -> Str {
        " ".into()
    }

    fn now(&mut self) -> DateTime {
        DateTime::MIN
    }

    fn elapsed_ticks(&mut self) -> i64 {
        self.ticks
    }

    fn random(&mut self) -> u64 {
        0
    }

    fn folder(&mut self) -> std::path::PathBuf {
        "/".into()
    }
}

fn host() -> NoEngine {
    NoEngine { ticks: 0 }
}

fn pso(properties: &[(&str, Value)]) -> Value {
    Value::Object(Object::custom(
        properties
            .iter()
            .map(|(name, value)| (*name, value.clone())),
    ))
}

fn int(n: i32) -> Value {
    Value::Int(n)
}

fn shown_with(options: &Options, objects: &[Value]) -> String {
    let mut out = String::new();
    print(&mut host(), options, objects, &mut out).unwrap_or_else(|_| out.push('!'));
    out
}

/// Printed in the default views; lines without the blanks at their ends.
fn shown(objects: &[Value]) -> String {
    trimmed(&shown_with(&Options::default(), objects))
}

fn trimmed(text: &str) -> String {
    text.lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// Objects through a `Format-*` command, then printed.
fn formatted(request: Request, objects: &[Value]) -> String {
    let options = Options::default();
    let mut formatter = Formatter::new(request);
    let mut packets = Vec::new();
    for object in objects {
        if formatter
            .write(&mut host(), &options, object, &mut packets)
            .is_err()
        {
            return "!".into();
        }
    }
    formatter.finish(&mut packets);
    shown(&packets)
}

fn table(properties: &[&str]) -> TableRequest {
    let properties = properties.iter().map(|name| Column::named(*name)).collect();
    TableRequest {
        common: Common {
            properties,
            ..Common::default()
        },
        ..TableRequest::default()
    }
}

#[test]
fn scalars_show_as_text_and_null_as_nothing() {
    assert_eq!(
        shown(&[
            int(1),
            Value::Null,
            Value::str("two"),
            Value::Bool(true),
            Value::str("")
        ]),
        "1\ntwo\nTrue\n\n"
    );
}

#[test]
fn up_to_four_properties_are_a_table_sized_by_what_it_holds() {
    let a = pso(&[
        ("Name", "web01".into()),
        ("Port", int(8080)),
        ("Up", true.into()),
        ("Load", 0.75.into()),
    ]);
    let b = pso(&[
        ("Name", "db".into()),
        ("Port", int(5)),
        ("Up", false.into()),
        ("Load", 12.5.into()),
    ]);
    assert_eq!(
        shown(&[a, b]),
        "\nName  Port    Up   Load\n----  ----    --   ----\nweb01 8080  True  0.750\ndb       5 False 12.500\n\n"
    );
}

#[test]
fn more_properties_are_a_list() {
    let five = |n: i32| {
        pso(&[
            ("a", int(n)),
            ("b", int(2)),
            ("c", int(3)),
            ("d", int(4)),
            ("Longer", Value::Null),
        ])
    };
    assert_eq!(
        shown(&[five(1), five(9)]),
        "\na      : 1\nb      : 2\nc      : 3\nd      : 4\nLonger :\n\na      : 9\nb      : 2\nc      : 3\nd      : 4\nLonger :\n\n"
    );
}

#[test]
fn texts_between_rows_stay_between_them() {
    let row = |n: i32| pso(&[("a", int(n)), ("b", int(n + 1))]);
    assert_eq!(
        shown(&[row(1), "some text".into(), row(3)]),
        "\na b\n- -\n1 2\nsome text\n3 4\n\n"
    );
}

#[test]
fn the_first_object_decides_the_columns() {
    let two = pso(&[("a", int(1)), ("b", int(2))]);
    let other = pso(&[("x", int(1))]);
    assert_eq!(shown(&[two, other]), "\na b\n- -\n1 2\n\n\n");
}

#[test]
fn a_dictionary_shows_its_entries_and_others_stand_apart() {
    let dict = Dict::new(Type::Known(&types::HASHTABLE), KeyCase::Ignore, Order::Any);
    dict.insert("k".into(), "v".into());
    let dict = Value::Dict(Rc::new(dict));
    let object = pso(&[("a", int(1)), ("b", int(2))]);
    assert_eq!(
        shown(&[dict, object]),
        "\nName                           Value\n----                           -----\nk                              v\n\na : 1\nb : 2\n\n\n"
    );
}

#[test]
fn collections_in_cells_stop_at_the_limit() {
    let list = |n: i32| Value::array((1..=n).map(Value::Int).collect());
    let row = |name: &str, items: Value| pso(&[("Name", name.into()), ("Items", items)]);
    assert_eq!(
        shown(&[
            row("a", list(3)),
            row("b", list(5)),
            row("c", list(0)),
            row("d", Value::array(vec![Value::Null]))
        ]),
        "\nName Items\n---- -----\na    {1, 2, 3}\nb    {1, 2, 3, 4…}\nc    {}\nd    {$null}\n\n"
    );
}

#[test]
fn asked_properties_take_patterns_labels_sides_and_formats() {
    let object = pso(&[
        ("UserName", "u".into()),
        ("UserId", int(7)),
        ("Host", "h".into()),
    ]);
    assert_eq!(
        formatted(
            Request::Table(table(&["*Id", "nope", "host"])),
            std::slice::from_ref(&object)
        ),
        "\nUserId nope Host\n------ ---- ----\n     7      h\n\n"
    );
    let mut calculated = Column::named("UserId");
    calculated.label = Some("N".into());
    calculated.align = Some(Align::Left);
    calculated.width = Some(6);
    let mut block = Column::named("x");
    block.expression = Expression::Block(Value::native(Block(|item| match item {
        Value::Object(object) => object.get("UserName").unwrap_or_default(),
        _ => Value::Null,
    })));
    let common = Common {
        properties: vec![calculated, block],
        ..Common::default()
    };
    let request = Request::Table(TableRequest {
        common,
        ..TableRequest::default()
    });
    assert_eq!(
        formatted(request, &[object]),
        "\nN       $_\n-      ----\n7      u\n\n"
    );
}

#[test]
fn groups_have_a_line_above_and_one_between() {
    let row = |site: &str, n: i32| pso(&[("Site", site.into()), ("N", int(n))]);
    let mut request = table(&[]);
    request.common.group_by = Some(Column::named("Site"));
    assert_eq!(
        formatted(
            Request::Table(request),
            &[row("A", 1), row("A", 20), row("B", 300)]
        ),
        "\n   Site: A\n\nSite  N\n----  -\nA     1\nA    20\n\n   Site: B\n\nSite   N\n----   -\nB    300\n\n"
    );
}

#[test]
fn a_second_view_ends_the_first() {
    let object = || pso(&[("x", int(3)), ("y", int(4))]);
    let (options, mut packets) = (Options::default(), Vec::new());
    for request in [
        Request::Table(table(&[])),
        Request::List(ListRequest::default()),
    ] {
        let mut formatter = Formatter::new(request);
        assert!(
            formatter
                .write(&mut host(), &options, &object(), &mut packets)
                .is_ok()
        );
        formatter.finish(&mut packets);
    }
    packets.push("end".into());
    assert_eq!(
        shown(&packets),
        "\nx y\n- -\n3 4\n\n\nx : 3\ny : 4\n\nend\n"
    );
}

#[test]
fn wide_views_fill_the_screen() {
    let row = |name: &str| pso(&[("Name", name.into())]);
    let request = WideRequest::default;
    assert_eq!(
        formatted(
            Request::Wide(request()),
            &[row("alpha"), row("beta"), row("gamma")]
        ),
        "\nalpha                                   beta\ngamma\n\n"
    );
    let autosize = WideRequest {
        autosize: Some(true),
        ..request()
    };
    let rows: Vec<Value> = (1..=9).map(|n| row(&format!("entry-{n}"))).collect();
    assert_eq!(
        formatted(Request::Wide(autosize), &rows),
        "\nentry-1  entry-2  entry-3  entry-4  entry-5  entry-6  entry-7  entry-8  entry-9\n\n"
    );
}

#[test]
fn custom_views_show_the_tree() {
    let inner = pso(&[("V", int(1))]);
    let object = pso(&[
        ("Name", "x".into()),
        ("In", inner),
        ("List", Value::array(vec![int(1), int(2)])),
    ]);
    assert_eq!(
        formatted(Request::Custom(CustomRequest::default()), &[object]),
        "\nclass PSCustomObject\n{\n  Name = x\n  In =\n    class PSCustomObject\n    {\n      V = 1\n    }\n  List =\n    [\n      1\n      2\n    ]\n\n}\n\n\n"
    );
}

fn failed(
    script: &str,
    part: &str,
    exception: &'static types::TypeInfo,
    category: Category,
    message: &str,
    name: &str,
) -> Rc<ErrorRecord> {
    let record = Fault::new(exception, message)
        .id("Id")
        .category(category)
        .record();
    let start = script.find(part).unwrap_or(0);
    let source = Source::new(Some("case.ps1".into()), script.into());
    let position = Position {
        source,
        span: Span::new(start, start + part.len()),
    };
    let invocation = Invocation {
        name: name.into(),
        position: Some(position),
        ..Invocation::default()
    };
    record.rest.borrow_mut().invocation = Some(Rc::new(invocation));
    record
}

#[test]
fn the_concise_view_shows_the_line_and_wraps_the_message() {
    let message = "Cannot convert the \"System.Object[]\" value of type \"System.Object[]\" to type \"System.Char\".";
    let record = failed(
        "1\n2\n3\n4\n[char](65..70)\n",
        "[char](65..70)",
        &types::RUNTIME_EXCEPTION,
        Category::InvalidArgument,
        message,
        "",
    );
    assert_eq!(
        error_text(&mut host(), &record, &Options::default()),
        "InvalidArgument: case.ps1:5\nLine |\n   5 |  [char](65..70)\n     |  ~~~~~~~~~~~~~~\n     | Cannot convert the \"System.Object[]\" value of type \"System.Object[]\" to\n     | type \"System.Char\"."
    );
}

#[test]
fn the_concise_view_names_the_command_or_the_exception() {
    let thrown = failed(
        "throw 'x'",
        "throw 'x'",
        &types::RUNTIME_EXCEPTION,
        Category::OperationStopped,
        "x",
        "",
    );
    assert!(
        error_text(&mut host(), &thrown, &Options::default())
            .starts_with("Exception: case.ps1:1\n")
    );
    let command = failed(
        "Get-Thing",
        "Get-Thing",
        &types::RUNTIME_EXCEPTION,
        Category::NotSpecified,
        "x",
        "Get-Thing",
    );
    assert!(
        error_text(&mut host(), &command, &Options::default())
            .starts_with("Get-Thing: case.ps1:1\n")
    );
    let bare = Fault::new(&types::WRITE_ERROR_EXCEPTION, "at top").record();
    bare.rest.borrow_mut().activity = "Write-Error".into();
    assert_eq!(
        error_text(&mut host(), &bare, &Options::default()),
        "Write-Error: at top"
    );
}

#[test]
fn the_other_error_views() {
    let record = failed(
        "Get-Item x",
        "Get-Item x",
        &types::RUNTIME_EXCEPTION,
        Category::ObjectNotFound,
        "no x",
        "Get-Item",
    );
    let with = |view| Options {
        error_view: view,
        ..Options::default()
    };
    assert_eq!(
        error_text(&mut host(), &record, &with(ErrorView::Category)),
        "ObjectNotFound: (:) [Get-Item], RuntimeException"
    );
    assert_eq!(
        error_text(&mut host(), &record, &with(ErrorView::Normal)),
        "Get-Item : no x\nAt case.ps1:1 char:1\n+ Get-Item x\n+ ~~~~~~~~~~\n+ CategoryInfo          : ObjectNotFound: (:) [Get-Item], RuntimeException\n+ FullyQualifiedErrorId : Id"
    );
}

#[test]
fn colours_stand_where_powershell_puts_them() {
    let mut options = Options::default();
    options.paint.colour = true;
    let text = shown_with(&options, &[pso(&[("A", int(1)), ("B", "two".into())])]);
    assert_eq!(
        text,
        "\n\u{1b}[32;1mA\u{1b}[0m\u{1b}[32;1m B\u{1b}[0m\n\u{1b}[32;1m-\u{1b}[0m \u{1b}[32;1m-\u{1b}[0m\n1 two\n\n"
    );
}

#[test]
fn a_slow_table_does_not_wait_for_its_end() {
    let (mut host, mut out) = (host(), String::new());
    let mut printer = Printer::new(Options::default());
    let row = |name: &str| pso(&[("Name", name.into()), ("N", int(1))]);
    assert!(printer.write(&mut host, &row("a"), &mut out).is_ok());
    assert_eq!(out, "\n");
    host.ticks = 4_000_000;
    assert!(printer.write(&mut host, &row("b"), &mut out).is_ok());
    assert_eq!(out, "\nName N\n---- -\na    1\nb    1\n");
    assert!(printer.write(&mut host, &row("longer"), &mut out).is_ok());
    assert_eq!(out, "\nName N\n---- -\na    1\nb    1\nlon… 1\n");
}

#[test]
fn wide_characters_line_up() {
    let row = |name: &str, n: i32| pso(&[("Name", name.into()), ("N", int(n))]);
    assert_eq!(
        shown(&[row("日本語", 1), row("abc", 22)]),
        "\nName    N\n----    -\n日本語  1\nabc    22\n\n"
    );
}

#[test]
fn packets_have_powershells_types() {
    let mut packets = Vec::new();
    let mut formatter = Formatter::new(Request::Table(table(&[])));
    assert!(
        formatter
            .write(
                &mut host(),
                &Options::default(),
                &pso(&[("a", int(1))]),
                &mut packets
            )
            .is_ok()
    );
    formatter.finish(&mut packets);
    let names: Vec<String> = packets
        .iter()
        .map(|packet| packet.get_type().name())
        .collect();
    assert_eq!(
        names,
        [
            "FormatStartData",
            "GroupStartData",
            "FormatEntryData",
            "GroupEndData",
            "FormatEndData"
        ]
    );
}

proptest::proptest! {
    #[test]
    fn no_row_is_wider_than_the_screen(cells in proptest::collection::vec("\\PC{0,40}", 1..5), width in 10usize..100) {
        let properties: Vec<(String, Value)> = cells.iter().enumerate().map(|(n, text)| (format!("P{n}"), Value::from(text.as_str()))).collect();
        let object = Value::Object(Object::custom(properties.iter().map(|(name, value)| (name.as_str(), value.clone()))));
        let options = Options { width, ..Options::default() };
        for line in shown_with(&options, &[object]).lines() {
            proptest::prop_assert!(crate::cells::of(line) <= width, "{line:?}");
        }
    }
}

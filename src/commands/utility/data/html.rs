//! `ConvertTo-Html`

use crate::utility::objects::argument::*;
use crate::utility::objects::expression::{Asked, Expression};
use crate::utility::objects::property;
use engine::declare::Check;
use engine::{PsObject, Run, Shell, Switch, cmdlet};
use object::{Result, Str, Value, convert};

cmdlet! {
    /// Writes objects as a page of HTML.
    pub struct ConvertToHtml = "ConvertTo-Html" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.ConvertToHtmlCommand", default_set "Page" {
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => pipeline;
        /// Properties to use: names, patterns, script blocks, or tables that calculate one.
        property = "Property": Option<Vec<Value>> => position(0);
        /// Text behind the opening of the body.
        body = "Body": Option<Vec<Str>> => set("Page"), position(3);
        /// Content of the head.
        head = "Head": Option<Vec<Str>> => set("Page"), position(1);
        /// Title of the page.
        title = "Title": Option<Str> => set("Page"), position(2), check(&[Check::NotNullOrEmpty]);
        /// Table or list.
        as_ = "As": Option<Str> => check(&[Check::NotNullOrEmpty, Check::Set(&["Table", "List"])]);
        /// Address of a style sheet.
        css_uri = "CssUri": UriArgument => set("Page"), alias(&["cu", "uri"]), check(&[Check::NotNullOrEmpty]);
        /// Only the table.
        fragment = "Fragment": Switch => set("Fragment"), check(&[Check::NotNullOrEmpty]);
        /// Text behind the table.
        post_content = "PostContent": Option<Vec<Str>> => check(&[Check::NotNullOrEmpty]);
        /// Text before the table.
        pre_content = "PreContent": Option<Vec<Str>> => check(&[Check::NotNullOrEmpty]);
        /// Meta elements.
        meta = "Meta": HashtableArgument => set("Page"), check(&[Check::NotNullOrEmpty]);
        /// Character set to declare.
        charset = "Charset": Option<Str> => set("Page"), check(&[Check::NotNullOrEmpty, Check::Pattern(r"^[A-Za-z0-9]\w+\S+[A-Za-z0-9]$")]);
        /// Declares XHTML transitional.
        transitional = "Transitional": Switch => set("Page"), check(&[Check::NotNullOrEmpty]);
        state {
            asked: Vec<Asked>;
            columns: Vec<Column>;
            started: bool;
            rows: usize;
        }
    }
}

/// A column of the table.
#[derive(Clone)]
struct Column {
    label: Str,
    expression: Expression,
    width: Option<Str>,
    align: Option<Str>,
}

impl Run for ConvertToHtml {
    fn begin(&mut self, shell: &mut Shell<'_>) -> Result {
        let properties = self.property.take().unwrap_or_default();
        self.asked = Asked::list(
            shell.engine,
            &properties,
            &["name", "label", "width", "alignment"],
        )?;
        if self.fragment.is_on() {
            return self.texts(shell, self.pre_content.clone());
        }
        let transitional = self.transitional.is_on();
        let (kind, file) = if transitional {
            ("Transitional", "transitional")
        } else {
            ("Strict", "strict")
        };
        shell.write(format!(
            "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 {kind}//EN\"  \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-{file}.dtd\">"
        ))?;
        shell.write("<html xmlns=\"http://www.w3.org/1999/xhtml\">")?;
        shell.write("<head>")?;
        if let Some(charset) = &self.charset {
            shell.write(format!("<meta charset=\"{charset}\">"))?;
        }
        if let Some(meta) = self.meta.0.clone()
            && let Value::Dict(dict) = meta.base()
        {
            for (name, content) in dict.entries() {
                let (name, content) = (
                    convert::to_text(shell.engine, &name)?,
                    convert::to_text(shell.engine, &content)?,
                );
                if !is_accepted(&name) {
                    shell.warning(format!(
                        "Accepted meta properties are content-type, default-style, application-name, author, description, generator, keywords, x-ua-compatible, and viewport. The meta pair: {name} and {content} may not function correctly."
                    ))?;
                }
                let key = if http_equivalent(&name) {
                    "http-equiv"
                } else {
                    "name"
                };
                shell.write(format!("<meta {key}=\"{name}\" content=\"{content}\">"))?;
            }
        }
        match &self.head {
            Some(head) => self.texts(shell, Some(head.clone()))?,
            None => shell.write(format!(
                "<title>{}</title>",
                self.title.as_deref().unwrap_or("HTML TABLE")
            ))?,
        }
        if let Some(address) = self.css_uri.0.clone() {
            let address = convert::to_text(shell.engine, &address)?;
            shell.write(format!(
                "<link rel=\"stylesheet\" type=\"text/css\" href=\"{address}\" />"
            ))?;
        }
        shell.write("</head><body>")?;
        self.texts(shell, self.body.clone())?;
        self.texts(shell, self.pre_content.clone())
    }

    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let Some(item) = self.input_object.0.take().filter(|item| !item.is_null()) else {
            return Ok(());
        };
        let as_list = self
            .as_
            .as_deref()
            .is_some_and(|kind| kind.eq_ignore_ascii_case("list"));
        if !self.started {
            self.started = true;
            self.columns = columns(shell, &self.asked, &item)?;
            shell.write("<table>")?;
            if !as_list && !self.columns.is_empty() {
                self.heads(shell)?;
            }
        }
        if self.columns.is_empty() {
            return Ok(());
        }
        if as_list {
            self.list_rows(shell, &item)
        } else {
            self.table_row(shell, &item)
        }
    }

    fn end(&mut self, shell: &mut Shell<'_>) -> Result {
        if !self.started {
            shell.write("<table>")?;
        }
        shell.write("</table>")?;
        self.texts(shell, self.post_content.clone())?;
        if self.fragment.is_on() {
            Ok(())
        } else {
            shell.write("</body></html>")
        }
    }
}

impl ConvertToHtml {
    fn texts(&self, shell: &mut Shell<'_>, texts: Option<Vec<Str>>) -> Result {
        texts
            .into_iter()
            .flatten()
            .try_for_each(|text| shell.write(text))
    }

    fn heads(&self, shell: &mut Shell<'_>) -> Result {
        let mut group = String::from("<colgroup>");
        let mut heads = String::from("<tr>");
        for column in &self.columns {
            group.push_str("<col");
            if let Some(width) = &column.width {
                group.push_str(&format!(" width = \"{width}\""));
            }
            if let Some(align) = &column.align {
                group.push_str(&format!(" align = \"{align}\""));
            }
            group.push_str("/>");
            heads.push_str(&format!("<th>{}</th>", encode(&column.label)));
        }
        group.push_str("</colgroup>");
        heads.push_str("</tr>");
        shell.write(group)?;
        shell.write(heads)
    }

    fn table_row(&mut self, shell: &mut Shell<'_>, item: &Value) -> Result {
        let mut row = String::from("<tr>");
        for column in &mut self.columns {
            row.push_str(&format!("<td>{}</td>", encode(&cell(shell, column, item)?)));
        }
        row.push_str("</tr>");
        shell.write(row)
    }

    fn list_rows(&mut self, shell: &mut Shell<'_>, item: &Value) -> Result {
        if self.rows > 0 {
            shell.write("<tr><td><hr></td></tr>")?;
        }
        self.rows += 1;
        for column in &mut self.columns {
            let text = encode(&cell(shell, column, item)?);
            shell.write(format!(
                "<tr><td>{}:</td><td>{text}</td></tr>",
                encode(&column.label)
            ))?;
        }
        Ok(())
    }
}

/// The columns that the first object has of those asked for.
fn columns(shell: &mut Shell<'_>, asked: &[Asked], item: &Value) -> Result<Vec<Column>> {
    let mut all = Vec::new();
    if asked.is_empty() {
        let plain = |name: Str| Column {
            label: name.clone(),
            expression: Expression::named(&name),
            width: None,
            align: None,
        };
        return Ok(property::names(item).into_iter().map(plain).collect());
    }
    for one in asked {
        let text = |key: &str| {
            one.entries
                .iter()
                .find(|(known, _)| *known == key)
                .map(|(_, value)| value.clone())
        };
        let (width, align) = (text("width"), text("alignment"));
        let mut names: Vec<(Str, Expression)> = Vec::new();
        match &one.expression {
            Expression::Block(_, text) => names.push((text.clone(), one.expression.clone())),
            Expression::Pattern(pattern) => {
                for name in crate::utility::objects::expression::matching(pattern, item) {
                    names.push((name.clone(), Expression::named(&name)));
                }
            }
            Expression::Name(accessor) => {
                if property::names(item)
                    .iter()
                    .any(|name| name.eq_ignore_ascii_case(&accessor.name))
                {
                    names.push((accessor.spelling(item), one.expression.clone()));
                }
            }
        }
        for (name, expression) in names {
            let as_text = |shell: &mut Shell<'_>, value: &Option<Value>| -> Result<Option<Str>> {
                value
                    .as_ref()
                    .map(|value| convert::to_text(shell.engine, value))
                    .transpose()
            };
            let label = one.name.clone().unwrap_or(name);
            all.push(Column {
                label,
                expression,
                width: as_text(shell, &width)?,
                align: as_text(shell, &align)?,
            });
        }
    }
    Ok(all)
}

fn cell(shell: &mut Shell<'_>, column: &mut Column, item: &Value) -> Result<Str> {
    let value = column
        .expression
        .all(shell.engine, item)?
        .into_iter()
        .next()
        .map(|found| found.or_null())
        .unwrap_or_default();
    if value.is_null() {
        Ok(Str::default())
    } else {
        convert::to_string_method(shell.engine, &value)
    }
}

/// `WebUtility.HtmlEncode`
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{a0}'..='\u{ff}' => out.push_str(&format!("&#{};", c as u32)),
            '\u{10000}'.. => out.push_str(&format!("&#{};", c as u32)),
            c => out.push(c),
        }
    }
    out
}

fn http_equivalent(name: &str) -> bool {
    [
        "content-type",
        "default-style",
        "refresh",
        "x-ua-compatible",
    ]
    .iter()
    .any(|known| known.eq_ignore_ascii_case(name))
}

fn is_accepted(name: &str) -> bool {
    const KNOWN: &[&str] = &[
        "content-type",
        "default-style",
        "application-name",
        "author",
        "description",
        "generator",
        "keywords",
        "x-ua-compatible",
        "viewport",
    ];
    KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name))
}

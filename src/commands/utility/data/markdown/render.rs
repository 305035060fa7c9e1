//! From Markdown to HTML, as Markdig writes it, and to text for terminals, as PowerShell's own renderer does.

use super::options::Colours;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// The events of a text, with neighbouring texts joined.
fn events(text: &str) -> Vec<Event<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    pulldown_cmark::TextMergeStream::new(Parser::new_ext(text, options)).collect()
}

/// How many blocks a text has at its first level; headings bring a group of link definitions along.
pub(super) fn blocks(text: &str) -> usize {
    let (mut depth, mut count, mut headings) = (0, 0, false);
    for event in events(text) {
        match event {
            Event::Start(tag) => {
                headings |= matches!(tag, Tag::Heading { .. });
                count += usize::from(depth == 0);
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            Event::Rule if depth == 0 => count += 1,
            _ => {}
        }
    }
    count + usize::from(headings)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// An address in an attribute: what is no part of addresses is written in percent.
fn address(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'"' => out.push_str("%22"),
            b' ' => out.push_str("%20"),
            b'<' => out.push_str("%3C"),
            b'>' => out.push_str("%3E"),
            b'\\' | b'`' | b'[' | b']' | b'^' | b'{' | b'}' | b'|' | 0x80.. => {
                out.push_str(&format!("%{byte:02X}"))
            }
            byte => out.push(char::from(byte)),
        }
    }
    out
}

/// The id of a heading: its text in lower case, words joined by hyphens.
fn identifier(text: &str, known: &mut Vec<String>) -> String {
    let mut id = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_ascii_alphabetic() => id.push(c),
            _ if id.is_empty() => {}
            c if c.is_ascii_digit() => id.push(c),
            '_' | '-' | '.' if !id.ends_with(c) => id.push(c),
            ' ' if !id.ends_with(['-', '_', '.']) => id.push('-'),
            _ => {}
        }
    }
    let id = id.trim_end_matches(['-', '_', '.']).to_string();
    let base = if id.is_empty() {
        "section".to_string()
    } else {
        id
    };
    let mut id = base.clone();
    let mut number = 0;
    while known.contains(&id) {
        number += 1;
        id = format!("{base}-{number}");
    }
    known.push(id.clone());
    id
}

/// Text with the addresses in it made links.
fn with_links(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = ["http://", "https://", "ftp://", "mailto:", "www."]
        .iter()
        .filter_map(|start| rest.find(start))
        .min()
    {
        let before_ok = rest[..at]
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '('));
        let end = rest[at..]
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>'))
            .map_or(rest.len(), |length| at + length);
        let link = rest[at..end].trim_end_matches(['?', '!', '.', ',', ':', '*', '_', '~', ')']);
        let named = link.split_once("//").map_or(link, |(_, rest)| rest);
        if before_ok && named.contains('.') {
            let target = if link.starts_with("www.") {
                format!("http://{link}")
            } else {
                link.to_string()
            };
            out.push_str(&escape(&rest[..at]));
            out.push_str(&format!(
                "<a href=\"{}\">{}</a>",
                address(&target),
                escape(link)
            ));
            rest = &rest[at + link.len()..];
        } else {
            let step = at + rest[at..].chars().next().map_or(1, char::len_utf8);
            out.push_str(&escape(&rest[..step]));
            rest = &rest[step..];
        }
    }
    out + &escape(rest)
}

/// HTML.
pub(super) fn html(text: &str) -> String {
    let events = events(text);
    let mut writer = Html {
        out: String::new(),
        alignments: Vec::new(),
        cell: 0,
        in_head: false,
        in_link: 0,
        alt: 0,
        ids: Vec::new(),
        in_code: false,
    };
    for (at, event) in events.iter().enumerate() {
        writer.event(event, &events[at..]);
    }
    writer.out
}

struct Html {
    out: String,
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    in_link: usize,
    alt: usize,
    ids: Vec<String>,
    in_code: bool,
}

impl Html {
    fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn event(&mut self, event: &Event<'_>, rest: &[Event<'_>]) {
        match event {
            Event::Start(tag) => self.start(tag, rest),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.alt > 0 || self.in_link > 0 || self.in_code => {
                self.out.push_str(&escape(text))
            }
            Event::Text(text) => self.out.push_str(&with_links(text)),
            Event::Code(text) => self.out.push_str(&format!("<code>{}</code>", escape(text))),
            Event::Html(text) | Event::InlineHtml(text) => self.out.push_str(text),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br />\n"),
            Event::Rule => {
                self.line();
                self.out.push_str("<hr />\n");
            }
            Event::TaskListMarker(done) => {
                let checked = if *done { " checked=\"checked\"" } else { "" };
                self.out.push_str(&format!(
                    "<input disabled=\"disabled\" type=\"checkbox\"{checked} /> "
                ));
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, rest: &[Event<'_>]) {
        match tag {
            Tag::Paragraph => {
                if !self.out.ends_with("<li>") {
                    self.line();
                }
                self.out.push_str("<p>");
            }
            Tag::Heading { level, .. } => {
                let id = identifier(&plain(rest, &TagEnd::Heading(*level)), &mut self.ids);
                self.line();
                self.out.push_str(&format!("<{level} id=\"{id}\">"));
            }
            Tag::BlockQuote(_) => {
                self.line();
                self.out.push_str("<blockquote>\n");
            }
            Tag::CodeBlock(kind) => {
                self.line();
                self.in_code = true;
                match kind {
                    CodeBlockKind::Fenced(info) if !info.trim().is_empty() => {
                        let language = info.split_whitespace().next().unwrap_or_default();
                        self.out.push_str(&format!(
                            "<pre><code class=\"language-{}\">",
                            escape(language)
                        ));
                    }
                    _ => self.out.push_str("<pre><code>"),
                }
            }
            Tag::List(start) => {
                self.line();
                let tasks = rest
                    .iter()
                    .skip(1)
                    .take(3)
                    .any(|event| matches!(event, Event::TaskListMarker(_)));
                let class = if tasks {
                    " class=\"contains-task-list\""
                } else {
                    ""
                };
                match start {
                    None => self.out.push_str(&format!("<ul{class}>\n")),
                    Some(1) => self.out.push_str(&format!("<ol{class}>\n")),
                    Some(n) => self.out.push_str(&format!("<ol{class} start=\"{n}\">\n")),
                }
            }
            Tag::Item => {
                self.line();
                let task = rest
                    .iter()
                    .skip(1)
                    .take(2)
                    .any(|event| matches!(event, Event::TaskListMarker(_)));
                self.out.push_str(if task {
                    "<li class=\"task-list-item\">"
                } else {
                    "<li>"
                });
            }
            Tag::Table(alignments) => {
                self.line();
                self.alignments = alignments.clone();
                self.out.push_str("<table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.cell = 0;
                self.out.push_str("<thead>\n<tr>\n");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.out.push_str("<tr>\n");
            }
            Tag::TableCell => {
                let name = if self.in_head { "th" } else { "td" };
                let style = match self.alignments.get(self.cell) {
                    Some(Alignment::Left) => " style=\"text-align: left;\"",
                    Some(Alignment::Center) => " style=\"text-align: center;\"",
                    Some(Alignment::Right) => " style=\"text-align: right;\"",
                    _ => "",
                };
                self.cell += 1;
                self.out.push_str(&format!("<{name}{style}>"));
            }
            Tag::Emphasis => self.inline("<em>"),
            Tag::Strong => self.inline("<strong>"),
            Tag::Strikethrough => self.inline("<del>"),
            Tag::Link {
                dest_url, title, ..
            } => {
                self.in_link += 1;
                let title = named("title", title);
                self.inline(&format!("<a href=\"{}\"{title}>", address(dest_url)));
            }
            Tag::Image { dest_url, .. } => {
                self.inline(&format!("<img src=\"{}\" alt=\"", address(dest_url)));
                self.alt += 1;
            }
            _ => {}
        }
    }

    fn inline(&mut self, text: &str) {
        if self.alt == 0 {
            self.out.push_str(text);
        }
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => self.out.push_str(&format!("</{level}>\n")),
            TagEnd::BlockQuote(_) => {
                self.line();
                self.out.push_str("</blockquote>\n");
            }
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.out.push_str("</code></pre>\n");
            }
            TagEnd::List(ordered) => {
                self.out
                    .push_str(if *ordered { "</ol>\n" } else { "</ul>\n" })
            }
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::Table => self.out.push_str("</tbody>\n</table>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.out.push_str("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.out
                    .push_str(if self.in_head { "</th>\n" } else { "</td>\n" })
            }
            TagEnd::Emphasis => self.inline("</em>"),
            TagEnd::Strong => self.inline("</strong>"),
            TagEnd::Strikethrough => self.inline("</del>"),
            TagEnd::Link => {
                self.in_link = self.in_link.saturating_sub(1);
                self.inline("</a>");
            }
            TagEnd::Image => {
                self.alt = self.alt.saturating_sub(1);
                self.inline("\" />");
            }
            TagEnd::HtmlBlock => self.line(),
            _ => {}
        }
    }
}

fn named(name: &str, value: &str) -> String {
    match value.is_empty() {
        true => String::new(),
        false => format!(" {name}=\"{}\"", escape(value)),
    }
}

/// The text up to an end.
fn plain(events: &[Event<'_>], end: &TagEnd) -> String {
    let mut out = String::new();
    for event in events {
        match event {
            Event::End(tag) if tag == end => break,
            Event::Text(text) | Event::Code(text) => out.push_str(text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out
}

/// Text for terminals.
pub(super) fn vt100(text: &str, colours: &Colours) -> String {
    let events = events(text);
    let mut writer = Terminal {
        out: String::new(),
        colours,
        lists: Vec::new(),
        in_code: None,
        quotes: 0,
    };
    let mut skip = 0;
    for (at, event) in events.iter().enumerate() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        skip = writer.event(event, &events[at..]);
    }
    writer.out
}

struct Terminal<'c> {
    out: String,
    colours: &'c Colours,
    /// The number of the next item; none for bullets.
    lists: Vec<Option<u64>>,
    /// The language of the code that is being written.
    in_code: Option<String>,
    quotes: usize,
}

impl Terminal<'_> {
    fn coloured(&self, colour: &str, text: &str) -> String {
        format!("\u{1b}{colour}{text}\u{1b}[0m")
    }

    /// Writes an event; gives how many of the following ones it took along.
    fn event(&mut self, event: &Event<'_>, rest: &[Event<'_>]) -> usize {
        let taken = |end: TagEnd| {
            rest.iter()
                .position(|event| matches!(event, Event::End(tag) if *tag == end))
                .unwrap_or(rest.len().saturating_sub(1))
        };
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let end = TagEnd::Heading(*level);
                let text = plain(rest, &end);
                let number = match level {
                    HeadingLevel::H1 => 0,
                    HeadingLevel::H2 => 1,
                    HeadingLevel::H3 => 2,
                    HeadingLevel::H4 => 3,
                    HeadingLevel::H5 => 4,
                    HeadingLevel::H6 => 5,
                };
                let shown = self.coloured(&self.colours.headings[number], &text);
                self.out.push_str(&format!("{shown}\n\n"));
                return taken(end);
            }
            Event::Start(Tag::Strong) => {
                let text = plain(rest, &TagEnd::Strong);
                self.out.push_str(&self.coloured(&self.colours.bold, &text));
                return taken(TagEnd::Strong);
            }
            Event::Start(Tag::Emphasis) => {
                let text = plain(rest, &TagEnd::Emphasis);
                self.out
                    .push_str(&self.coloured(&self.colours.italics, &text));
                return taken(TagEnd::Emphasis);
            }
            Event::Start(Tag::Link { .. }) => {
                let text = plain(rest, &TagEnd::Link);
                self.out
                    .push_str(&self.coloured(&self.colours.link, &format!("\"{text}\"")));
                return taken(TagEnd::Link);
            }
            Event::Start(Tag::Image { .. }) => {
                let text = plain(rest, &TagEnd::Image);
                let text = if text.is_empty() {
                    "Image".to_string()
                } else {
                    text
                };
                self.out
                    .push_str(&self.coloured(&self.colours.image, &format!("[{text}]")));
                return taken(TagEnd::Image);
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                self.in_code = Some(match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => String::new(),
                });
            }
            Event::End(TagEnd::CodeBlock) => {
                self.in_code = None;
                self.out.push('\n');
            }
            Event::Start(Tag::List(start)) => {
                if !self.lists.is_empty() && !self.out.ends_with('\n') {
                    self.out.push('\n');
                }
                self.lists.push(*start);
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.out.push('\n');
                }
            }
            Event::Start(Tag::Item) => {
                let indent = "  ".repeat(self.lists.len().saturating_sub(1));
                let bullet = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    _ => "-".to_string(),
                };
                self.out.push_str(&format!("{indent}{bullet} "));
            }
            Event::End(TagEnd::Item) if !self.out.ends_with('\n') => self.out.push('\n'),
            Event::Start(Tag::BlockQuote(_)) => {
                self.quotes += 1;
                self.out.push_str("> ");
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                self.quotes -= 1;
                self.out.push_str("\n\n");
            }
            Event::End(TagEnd::Paragraph) => self.out.push('\n'),
            Event::End(TagEnd::TableCell) => self.out.push(' '),
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => self.out.push('\n'),
            Event::Text(text) => self.text(text),
            Event::Code(text) => self.out.push_str(&self.coloured(&self.colours.code, text)),
            Event::Html(text) | Event::InlineHtml(text) => self.out.push_str(text),
            Event::SoftBreak | Event::HardBreak => self.out.push('\n'),
            _ => {}
        }
        0
    }

    fn text(&mut self, text: &str) {
        let Some(language) = self.in_code.clone() else {
            self.out.push_str(text);
            return;
        };
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            if language.eq_ignore_ascii_case("yaml") {
                self.out.push_str(&format!("\t{line}\n"));
            } else {
                // The rest of the line gets the colour too.
                let shown = format!("{line}\u{1b}[500@");
                self.out
                    .push_str(&self.coloured(&self.colours.code, &shown));
                self.out.push('\n');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_ids() {
        assert_eq!(
            html("# A *b*\n\n# A b"),
            "<h1 id=\"a-b\">A <em>b</em></h1>\n<h1 id=\"a-b-1\">A b</h1>\n"
        );
    }

    #[test]
    fn lists_are_tight_or_loose() {
        assert_eq!(html("- a\n- b"), "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
        assert_eq!(
            html("- a\n\n- b"),
            "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n"
        );
    }

    #[test]
    fn addresses_become_links() {
        let link = "<p>see <a href=\"https://a.test\">https://a.test</a>.</p>\n";
        assert_eq!(html("see https://a.test."), link);
    }
}

//! Views with a text of their own for each object: pieces of text with line ends and indentation.

use crate::cells;
use crate::options::Sink;
use crate::packet::Item;
use crate::wrap;

/// Frames inside frames that are still written.
const DEPTH_MAX: usize = 50;

/// Writes the pieces, wrapped at `screen` cells. What stands behind the last line end is a line too, even where nothing does:
/// that is the empty line between the objects of a custom view.
pub fn write(items: &[Item], screen: usize, write_line: &mut dyn FnMut(&str)) {
    let mut pending = String::new();
    walk(items, 0, 0, screen, &mut pending, write_line);
    flush(&mut pending, 0, screen, write_line);
}

fn walk(
    items: &[Item],
    indent: usize,
    depth: usize,
    screen: usize,
    pending: &mut String,
    write_line: &mut dyn FnMut(&str),
) {
    for item in items {
        match item {
            Item::Text(text) => pending.push_str(text),
            Item::NewLine => flush(pending, indent, screen, write_line),
            Item::Frame(by, inner) if depth < DEPTH_MAX => {
                walk(inner, indent + by, depth + 1, screen, pending, write_line)
            }
            Item::Frame(..) => {}
        }
    }
}

fn flush(pending: &mut String, indent: usize, screen: usize, write_line: &mut dyn FnMut(&str)) {
    let width = screen.saturating_sub(indent);
    let text = std::mem::take(pending);
    if width == 0 {
        return;
    }
    for line in wrap::lines(&text, width, width) {
        let mut padded = String::with_capacity(indent + line.len());
        cells::pad(&mut padded, indent);
        padded.push_str(&line);
        write_line(&padded);
    }
}

/// Writes the pieces to a sink.
pub fn write_to(items: &[Item], screen: usize, out: &mut dyn Sink) {
    write(items, screen, &mut |line| out.line(line));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_indent_and_line_ends_end_lines() {
        let items = [
            Item::Text("class C".into()),
            Item::NewLine,
            Item::Text("{".into()),
            Item::NewLine,
            Item::Frame(
                2,
                vec![
                    Item::Text("A = ".into()),
                    Item::Text("1".into()),
                    Item::NewLine,
                ],
            ),
            Item::Text("}".into()),
            Item::NewLine,
        ];
        let mut out = String::new();
        write_to(&items, 80, &mut out);
        assert_eq!(out, "class C\n{\n  A = 1\n}\n\n");
    }

    #[test]
    fn text_without_a_line_end_is_a_line() {
        let mut out = String::new();
        write_to(&[Item::Text("a\nb".into())], 80, &mut out);
        assert_eq!(out, "a\nb\n");
    }
}

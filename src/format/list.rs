//! Properties one below the other: `Name : value`, long values wrapped beside the labels.

use crate::cells;
use crate::colour::{Label, Paint};
use crate::options::Sink;
use crate::wrap;

const SEPARATOR: &str = " : ";
const FIELD_MIN: usize = 1;
const LABEL_MIN: usize = 1;

/// Writes the properties of one object; on a screen too narrow for any value, nothing.
pub fn write<L: AsRef<str>>(
    fields: &[(L, String)],
    screen: usize,
    paint: &Paint,
    out: &mut dyn Sink,
) {
    if fields.is_empty() || screen < SEPARATOR.len() + FIELD_MIN + LABEL_MIN {
        return;
    }
    let room = screen - SEPARATOR.len() - FIELD_MIN;
    let widest = fields
        .iter()
        .map(|(label, _)| cells::of(label.as_ref()))
        .max()
        .unwrap_or(0)
        .min(room);
    let value_width = screen - widest - SEPARATOR.len();
    let mut line = String::new();
    for (label, value) in fields {
        let label = cells::head(label.as_ref(), widest);
        let mut first = true;
        let value = paint.clean(value);
        for part in wrap::lines(&value, value_width, value_width) {
            line.clear();
            if first {
                line.push_str(paint.start(Label::FormatAccent));
                line.push_str(&label);
                cells::pad(&mut line, widest - cells::of(&label));
                line.push_str(SEPARATOR);
                line.push_str(paint.reset());
            } else {
                cells::pad(&mut line, widest + SEPARATOR.len());
            }
            line.push_str(&part);
            out.line(&line);
            first = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(fields: &[(&str, &str)], screen: usize) -> String {
        let fields: Vec<(&str, String)> = fields
            .iter()
            .map(|(label, value)| (*label, value.to_string()))
            .collect();
        let mut out = String::new();
        write(&fields, screen, &Paint::default(), &mut out);
        out
    }

    #[test]
    fn labels_line_up_and_values_wrap_beside_them() {
        assert_eq!(
            render(&[("A", "1"), ("Longer", "word word word")], 20),
            "A      : 1\nLonger : word word \n         word\n"
        );
        assert_eq!(
            render(&[("日本", "x"), ("A", "a\nb")], 20),
            "日本 : x\nA    : a\n       b\n"
        );
    }

    #[test]
    fn a_label_is_cut_rather_than_a_value_lost() {
        assert_eq!(render(&[("Verylong", "v")], 8), "Very : v\n");
        assert_eq!(render(&[("A", "v")], 4), "");
    }

    proptest::proptest! {
        #[test]
        fn no_line_is_wider_than_the_screen(label in "[a-zA-Z ]{1,30}", value in "\\PC{0,60}", screen in 6usize..60) {
            let mut out: Vec<String> = Vec::new();
            write(&[(label.as_str(), value)], screen, &Paint::default(), &mut out);
            for line in out {
                proptest::prop_assert!(cells::of(&line) <= screen, "{line:?}");
            }
        }
    }
}

//! The width of each column of a table, decided from what was asked, what is needed and what there is.

/// Cells between two columns.
pub const SEPARATOR: i32 = 1;
/// Cells that a column needs to be shown at all.
pub const WIDTH_MIN: i32 = 1;

/// Fits columns into a table of `table` cells. A width of 0 asks for a share of what the others leave, equal but for the leftmost
/// ones, which take what does not divide. Where there is not enough, the rightmost column shrinks, and vanishes (-1) where nothing
/// of it would be left; then the one before it.
pub fn fit(widths: &mut [i32], table: i32) {
    let open: Vec<usize> = (0..widths.len()).filter(|k| widths[*k] == 0).collect();
    for k in &open {
        widths[*k] = WIDTH_MIN;
    }
    let spare = table - used(widths);
    if spare < 0 {
        return shrink(widths, table);
    }
    if open.is_empty() {
        return;
    }
    let count = open.len() as i32;
    for (n, k) in open.iter().enumerate() {
        widths[*k] += spare / count + i32::from((n as i32) < spare % count);
    }
}

fn shrink(widths: &mut [i32], table: i32) {
    for k in (0..widths.len()).rev() {
        let excess = used(widths) - table;
        if excess <= 0 {
            return;
        }
        let left = widths[k] - excess;
        widths[k] = if left < WIDTH_MIN { -1 } else { left };
    }
}

/// Cells that the visible columns take, with what stands between them.
fn used(widths: &[i32]) -> i32 {
    let visible = widths.iter().filter(|width| **width > 0);
    let count = visible.clone().count() as i32;
    visible.sum::<i32>() + SEPARATOR * (count - 1).max(0)
}

/// How many columns of the widest value fit side by side in a wide view.
pub fn wide_count(widest: usize, screen: usize) -> usize {
    if widest == 0 || widest >= screen {
        return 1;
    }
    let mut count = 1;
    while widest * (count + 1) + count < screen {
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(mut widths: Vec<i32>, table: i32) -> Vec<i32> {
        fit(&mut widths, table);
        widths
    }

    #[test]
    fn open_columns_share_and_the_leftmost_take_the_rest() {
        assert_eq!(fitted(vec![0, 0], 80), [40, 39]);
        assert_eq!(fitted(vec![5, 25, 0], 80), [5, 25, 48]);
    }

    #[test]
    fn what_does_not_fit_shrinks_from_the_right_and_vanishes() {
        assert_eq!(fitted(vec![14; 6], 80), [14, 14, 14, 14, 14, 5]);
        assert_eq!(fitted(vec![14; 8], 80), [14, 14, 14, 14, 14, 5, -1, -1]);
        assert_eq!(fitted(vec![40, 39, 10], 80), [40, 39, -1]);
        assert_eq!(fitted(vec![100], 80), [80]);
    }

    #[test]
    fn wide_views_leave_the_last_cell_free() {
        assert_eq!(wide_count(8, 80), 8);
        assert_eq!(wide_count(39, 80), 2);
        assert_eq!(wide_count(40, 80), 1);
        assert_eq!(wide_count(0, 80), 1);
    }

    proptest::proptest! {
        #[test]
        fn a_fitted_table_is_never_wider_than_the_screen(widths in proptest::collection::vec(0i32..60, 1..12), table in 5i32..200) {
            let fitted = fitted(widths, table);
            proptest::prop_assert!(used(&fitted) <= table);
        }
    }
}

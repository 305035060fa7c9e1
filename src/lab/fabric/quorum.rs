//! The quorum tables \[D FACTS E.2.1, E.2.2\].

/// Front Ends that must come up together before any of a stopped pool serves.
pub const fn to_start(total: usize) -> usize {
    match total {
        0..=2 => 1,
        3 | 4 => 3,
        5 => 4,
        6 | 7 => 5,
        8 => 6,
        9 => 7,
        10 => 8,
        11 => 9,
        12 => 10,
        // Beyond the table (Skype for Business Server 2019 takes 16) the documented 85 %, rounded as the table does.
        _ => total * 85 / 100,
    }
}

/// Front Ends that must run for the pool to go on, and among how many of the first in topology order they must be.
pub const fn to_run(total: usize) -> (usize, usize) {
    match total {
        0 | 1 => (total, total),
        2 => (1, 2),
        3 | 4 => (2, total),
        5 | 6 => (3, total),
        7 => (4, 7),
        8 | 9 => (4, 7),
        _ => (5, 9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_say_what_the_documents_say() {
        let start: Vec<_> = (2..=12).map(to_start).collect();
        assert_eq!(start, [1, 3, 3, 4, 5, 5, 6, 7, 8, 9, 10]);
        assert_eq!(to_start(16), 13);
        let run: Vec<_> = (2..=12).map(to_run).collect();
        assert_eq!(
            run,
            [
                (1, 2),
                (2, 3),
                (2, 4),
                (3, 5),
                (3, 6),
                (4, 7),
                (4, 7),
                (4, 7),
                (5, 9),
                (5, 9),
                (5, 9)
            ]
        );
    }
}

//! Lists put together by the compiler, so that what is one table for its readers can stand in several files.

/// How many items all lists have.
pub const fn count<T>(lists: &[&[T]]) -> usize {
    let (mut all, mut index) = (0, 0);
    while index < lists.len() {
        all += lists[index].len();
        index += 1;
    }
    all
}

/// The items of all lists behind each other; `COUNT` is their [`count`].
pub const fn joined<T: Copy, const COUNT: usize>(lists: &[&[T]], fill: T) -> [T; COUNT] {
    let mut all = [fill; COUNT];
    let (mut next, mut list) = (0, 0);
    while list < lists.len() {
        let mut item = 0;
        while item < lists[list].len() {
            all[next] = lists[list][item];
            next += 1;
            item += 1;
        }
        list += 1;
    }
    all
}

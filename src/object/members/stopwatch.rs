//! `[System.Diagnostics.Stopwatch]`, by the session's clock.

use super::args::*;
use super::table::*;
use crate::date::{TICKS_PER_MILLISECOND, TICKS_PER_SECOND, TimeSpan};
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Native, Str, Value};
use std::cell::Cell;

/// A `Stopwatch`.
#[derive(Default)]
pub struct Stopwatch {
    before: Cell<i64>,
    since: Cell<Option<i64>>,
}

/// `Stopwatch`
pub static STOPWATCH: TypeInfo =
    TypeInfo::class("System.Diagnostics.Stopwatch", &types::OBJECT).members(|| MEMBERS);

impl Native for Stopwatch {
    fn get_type(&self) -> Type {
        Type::Known(&STOPWATCH)
    }

    fn to_text(&self) -> Str {
        crate::date::format_time_span(TimeSpan::from_ticks(self.before.get()), "c")
            .unwrap_or_default()
            .into()
    }
}

const SELF: Sig = Sig::One(&STOPWATCH);
/// .NET counts nanoseconds.
const TIMESTAMPS_PER_TICK: i64 = 100;

static MEMBERS: &[Member] = &[
    constructors!(() -> VOID => |_| Ok(Value::native(Stopwatch::default()))),
    get!("Elapsed", SPAN => |c| ok(TimeSpan::from_ticks(elapsed(c)))),
    get!("ElapsedMilliseconds", LONG => |c| ok(elapsed(c) / TICKS_PER_MILLISECOND)),
    get!("ElapsedTicks", LONG => |c| ok(elapsed(c) * TIMESTAMPS_PER_TICK)),
    get!("IsRunning", BOOL => |c| ok(own(c).is_some_and(|watch| watch.since.get().is_some()))),
    static_get!("Frequency", LONG => |_| ok(TICKS_PER_SECOND * TIMESTAMPS_PER_TICK)),
    static_get!("IsHighResolution", BOOL => |_| ok(true)),
    method!("Reset", () -> VOID => |c| {
        if let Some(watch) = own(c) {
            watch.before.set(0);
            watch.since.set(None);
        }
        Ok(Value::Nothing)
    }),
    method!("Restart", () -> VOID => |c| {
        let now = c.host.elapsed_ticks();
        if let Some(watch) = own(c) {
            watch.before.set(0);
            watch.since.set(Some(now));
        }
        Ok(Value::Nothing)
    }),
    method!("Start", () -> VOID => |c| {
        let now = c.host.elapsed_ticks();
        if let Some(watch) = own(c).filter(|watch| watch.since.get().is_none()) {
            watch.since.set(Some(now));
        }
        Ok(Value::Nothing)
    }),
    method!("Stop", () -> VOID => |c| {
        let total = elapsed(c);
        if let Some(watch) = own(c) {
            watch.before.set(total);
            watch.since.set(None);
        }
        Ok(Value::Nothing)
    }),
    method!("ToString", () -> STR => |c| {
        let total = TimeSpan::from_ticks(elapsed(c));
        ok(crate::date::format_time_span(total, "c").unwrap_or_default())
    }),
    static_method!("GetElapsedTime",
        (startingTimestamp: LONG) -> SPAN => |c| {
            let now = c.host.elapsed_ticks();
            ok(TimeSpan::from_ticks(now - c.long(0) / TIMESTAMPS_PER_TICK))
        },
        (startingTimestamp: LONG, endingTimestamp: LONG) -> SPAN => |c| ok(TimeSpan::from_ticks((c.long(1) - c.long(0)) / TIMESTAMPS_PER_TICK))),
    static_method!("GetTimestamp", () -> LONG => |c| ok(c.host.elapsed_ticks() * TIMESTAMPS_PER_TICK)),
    static_method!("StartNew", () -> SELF => |c| {
        let now = c.host.elapsed_ticks();
        Ok(Value::native(Stopwatch { before: Cell::new(0), since: Cell::new(Some(now)) }))
    }),
];

fn own<'a>(c: &Call<'a>) -> Option<&'a Stopwatch> {
    c.this.as_native::<Stopwatch>()
}

fn elapsed(c: &mut Call<'_>) -> i64 {
    let now = c.host.elapsed_ticks();
    own(c).map_or(0, |watch| {
        watch.before.get() + watch.since.get().map_or(0, |since| now - since)
    })
}

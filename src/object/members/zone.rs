//! `[TimeZoneInfo]`.

use super::args::*;
use super::date::{arg as date_arg, local_zone, offset_value};
use super::date_offset;
use super::failure::OrRaise;
use super::table::*;
use crate::date::{DateTime, DateTimeKind, TICKS_PER_DAY, TICKS_PER_MINUTE, TimeSpan, Zone};
use crate::types::{self, Call, Member, Sig, Type, TypeInfo};
use crate::{Fault, Native, Result, Str, Value};

/// A `TimeZoneInfo`.
pub struct ZoneInfo {
    id: Str,
    zone: Zone,
}

/// `TimeZoneInfo`
pub static TIME_ZONE_INFO: TypeInfo =
    TypeInfo::class("System.TimeZoneInfo", &types::OBJECT).members(|| MEMBERS);
/// `TimeZoneNotFoundException`
pub static TIME_ZONE_NOT_FOUND: TypeInfo =
    TypeInfo::class("System.TimeZoneNotFoundException", &types::EXCEPTION);

impl Native for ZoneInfo {
    fn get_type(&self) -> Type {
        Type::Known(&TIME_ZONE_INFO)
    }
    fn to_text(&self) -> Str {
        self.display_name()
    }
    fn equals(&self, other: &Value) -> bool {
        other
            .as_native::<ZoneInfo>()
            .is_some_and(|other| other.id == self.id)
    }
}

impl ZoneInfo {
    /// The machine's zone.
    pub fn local() -> ZoneInfo {
        let zone = local_zone();
        let id = zone.name().unwrap_or("UTC").into();
        ZoneInfo { id, zone }
    }

    fn utc() -> ZoneInfo {
        ZoneInfo {
            id: "UTC".into(),
            zone: Zone::utc(),
        }
    }

    /// A zone by its IANA or Windows name.
    fn find(name: &str) -> Option<ZoneInfo> {
        if name.eq_ignore_ascii_case("UTC") {
            return Some(ZoneInfo::utc());
        }
        let iana = WINDOWS
            .iter()
            .find(|(windows, _)| windows.eq_ignore_ascii_case(name))
            .map_or(name, |(_, iana)| iana);
        Zone::find(iana).map(|zone| ZoneInfo {
            id: name.into(),
            zone,
        })
    }

    /// Ticks that the zone is ahead of UTC without daylight saving.
    fn base(&self) -> i64 {
        standard(&self.zone)
    }

    fn has_daylight(&self) -> bool {
        let (winter, summer) = samples(&self.zone);
        winter != summer
    }

    fn display_name(&self) -> Str {
        let minutes = self.base() / TICKS_PER_MINUTE;
        if &*self.id == "UTC" {
            return "(UTC) Coordinated Universal Time".into();
        }
        let sign = if minutes < 0 { '-' } else { '+' };
        format!(
            "(UTC{sign}{:02}:{:02}) {}",
            minutes.abs() / 60,
            minutes.abs() % 60,
            self.standard_name()
        )
        .into()
    }

    fn standard_name(&self) -> Str {
        if &*self.id == "UTC" {
            "Coordinated Universal Time".into()
        } else {
            self.id.clone()
        }
    }
}

/// Offsets in January and July of a recent year.
fn samples(zone: &Zone) -> (i64, i64) {
    let at = |month| {
        DateTime::from_date(2024, month, 1).map_or(0, |date| zone.offset_at_utc(date.ticks()))
    };
    (at(1), at(7))
}

fn standard(zone: &Zone) -> i64 {
    let (winter, summer) = samples(zone);
    winter.min(summer)
}

/// Whether daylight saving is on at a local time.
pub(super) fn is_daylight(zone: &Zone, date: DateTime) -> bool {
    zone.offset_at_local(date.ticks()) > standard(zone)
}

/// Windows' names of zones that scripts use.
static WINDOWS: &[(&str, &str)] = &[
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Romance Standard Time", "Europe/Paris"),
    ("GMT Standard Time", "Europe/London"),
    ("Greenwich Standard Time", "Atlantic/Reykjavik"),
    ("E. Europe Standard Time", "Europe/Chisinau"),
    ("FLE Standard Time", "Europe/Kiev"),
    ("Russian Standard Time", "Europe/Moscow"),
    ("Eastern Standard Time", "America/New_York"),
    ("Central Standard Time", "America/Chicago"),
    ("Mountain Standard Time", "America/Denver"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("Alaskan Standard Time", "America/Anchorage"),
    ("Hawaiian Standard Time", "Pacific/Honolulu"),
    ("India Standard Time", "Asia/Kolkata"),
    ("China Standard Time", "Asia/Shanghai"),
    ("Tokyo Standard Time", "Asia/Tokyo"),
    ("Singapore Standard Time", "Asia/Singapore"),
    ("AUS Eastern Standard Time", "Australia/Sydney"),
    ("E. South America Standard Time", "America/Sao_Paulo"),
];

const ZONE: Sig = Sig::One(&TIME_ZONE_INFO);
const OFFSET: Sig = Sig::One(&date_offset::DATE_TIME_OFFSET);

static MEMBERS: &[Member] = &[
    get!("BaseUtcOffset", SPAN => |c| ok(TimeSpan::from_ticks(own(c).base()))),
    get!("DaylightName", STR => |c| ok(own(c).standard_name())),
    get!("DisplayName", STR => |c| ok(own(c).display_name())),
    get!("HasIanaId", BOOL => |c| ok(!WINDOWS.iter().any(|(name, _)| *name == &*own(c).id))),
    get!("Id", STR => |c| ok(own(c).id)),
    get!("StandardName", STR => |c| ok(own(c).standard_name())),
    get!("SupportsDaylightSavingTime", BOOL => |c| ok(own(c).has_daylight())),
    static_get!("Local", ZONE => |_| Ok(Value::native(ZoneInfo::local()))),
    static_get!("Utc", ZONE => |_| Ok(Value::native(ZoneInfo::utc()))),
    method!("Equals", (obj: OBJ) -> BOOL => |c| ok(own(c).equals(c.arg(0)))),
    method!("GetAdjustmentRules", () -> OBJECTS => |_| Ok(Value::array(Vec::new()))),
    method!("GetHashCode", () -> INT => |c| ok(super::object::hash(&Value::Str(own(c).id)))),
    method!("GetUtcOffset",
        (dateTime: DATE) -> SPAN => |c| ok(TimeSpan::from_ticks(offset_of(&own(c).zone, date_arg(c, 0)))),
        (dateTimeOffset: OFFSET) -> SPAN => |c| ok(TimeSpan::from_ticks(own(c).zone.offset_at_utc(date_offset::arg(c, 0).utc_ticks())))),
    method!("HasSameRules", (other: ZONE) -> BOOL => |c| ok(arg(c, 0)?.base() == own(c).base() && arg(c, 0)?.has_daylight() == own(c).has_daylight())),
    method!("IsAmbiguousTime", (dateTime: DATE) -> BOOL => |c| {
        let (zone, ticks) = (own(c).zone, date_arg(c, 0).ticks());
        // An hour that occurs twice lies behind a step back of the clock.
        let before = zone.offset_at_utc(ticks - zone.offset_at_local(ticks) - TICKS_PER_DAY / 24);
        ok(before > zone.offset_at_local(ticks))
    }),
    method!("IsDaylightSavingTime", (dateTime: DATE) -> BOOL => |c| ok(is_daylight(&own(c).zone, date_arg(c, 0)))),
    method!("IsInvalidTime", (dateTime: DATE) -> BOOL => |c| {
        let (zone, ticks) = (own(c).zone, date_arg(c, 0).ticks());
        let utc = ticks - zone.offset_at_local(ticks);
        ok(utc + zone.offset_at_utc(utc) != ticks)
    }),
    method!("ToSerializedString", () -> STR => |c| {
        let minutes = own(c).base() / TICKS_PER_MINUTE;
        ok(format!("{};{minutes};{};{};{};;", own(c).id, own(c).display_name(), own(c).standard_name(), own(c).standard_name()))
    }),
    method!("ToString", () -> STR => |c| ok(own(c).display_name())),
    static_method!("ClearCachedData", () -> VOID => |_| Ok(Value::Nothing)),
    static_method!("ConvertTime",
        (dateTimeOffset: OFFSET, destinationTimeZone: ZONE) -> OFFSET => |c| {
            let (moment, target) = (date_offset::arg(c, 0), arg(c, 1)?);
            Ok(offset_value(moment.to_offset(TimeSpan::from_ticks(target.zone.offset_at_utc(moment.utc_ticks()))).or_raise()?))
        },
        (dateTime: DATE, destinationTimeZone: ZONE) -> DATE => |c| moved(c, 0, source_of(c), arg(c, 1)?),
        (dateTime: DATE, sourceTimeZone: ZONE, destinationTimeZone: ZONE) -> DATE => |c| moved(c, 0, arg(c, 1)?, arg(c, 2)?)),
    static_method!("ConvertTimeBySystemTimeZoneId",
        (dateTime: DATE, destinationTimeZoneId: STR) -> DATE => |c| moved(c, 0, source_of(c), named(&c.text(1))?),
        (dateTime: DATE, sourceTimeZoneId: STR, destinationTimeZoneId: STR) -> DATE => |c| moved(c, 0, named(&c.text(1))?, named(&c.text(2))?)),
    static_method!("ConvertTimeFromUtc", (dateTime: DATE, destinationTimeZone: ZONE) -> DATE => |c| {
        if date_arg(c, 0).kind() == DateTimeKind::Local {
            return argument(WRONG_KIND, "dateTime").raise();
        }
        moved(c, 0, ZoneInfo::utc(), arg(c, 1)?)
    }),
    static_method!("ConvertTimeToUtc",
        (dateTime: DATE, sourceTimeZone: ZONE) -> DATE => |c| moved(c, 0, arg(c, 1)?, ZoneInfo::utc()),
        (dateTime: DATE) -> DATE => |c| moved(c, 0, source_of(c), ZoneInfo::utc())),
    static_method!("FindSystemTimeZoneById", (id: STR) -> ZONE => |c| Ok(Value::native(named(&c.text_of(0, "id")?)?))),
    static_method!("GetSystemTimeZones", () -> OBJECTS => |_| {
        let zones = WINDOWS.iter().filter_map(|(_, iana)| ZoneInfo::find(iana)).chain([ZoneInfo::utc()]).map(Value::native);
        Ok(Value::array(zones.collect()))
    }),
    static_method!("TryConvertIanaIdToWindowsId", (ianaId: STR, windowsId: *STR) -> BOOL => |c| {
        let found = WINDOWS.iter().find(|(_, iana)| *iana == &*c.text(0)).map(|(windows, _)| *windows);
        c.assign(1, found.map_or(Value::Null, Value::from))?;
        ok(found.is_some())
    }),
    static_method!("TryConvertWindowsIdToIanaId", (windowsId: STR, ianaId: *STR) -> BOOL => |c| {
        let found = WINDOWS.iter().find(|(windows, _)| *windows == &*c.text(0)).map(|(_, iana)| *iana);
        c.assign(1, found.map_or(Value::Null, Value::from))?;
        ok(found.is_some())
    }),
    static_method!("TryFindSystemTimeZoneById", (id: STR, timeZoneInfo: *ZONE) -> BOOL => |c| {
        let found = ZoneInfo::find(&c.text(0));
        let success = found.is_some();
        c.assign(1, found.map(Value::native).unwrap_or_default())?;
        ok(success)
    }),
];

const WRONG_KIND: &str = "The conversion could not be completed because the supplied DateTime did not have the Kind property set correctly. For example, when the Kind property is DateTimeKind.Local, the source time zone must be TimeZoneInfo.Local.";

fn own(c: &Call<'_>) -> ZoneInfo {
    c.this
        .as_native::<ZoneInfo>()
        .map_or_else(ZoneInfo::utc, |info| ZoneInfo {
            id: info.id.clone(),
            zone: info.zone.clone(),
        })
}

fn arg(c: &Call<'_>, n: usize) -> Result<ZoneInfo> {
    match c.arg(n).as_native::<ZoneInfo>() {
        Some(info) => Ok(ZoneInfo {
            id: info.id.clone(),
            zone: info.zone.clone(),
        }),
        None => argument_null("destinationTimeZone").raise(),
    }
}

fn named(id: &str) -> Result<ZoneInfo> {
    match ZoneInfo::find(id) {
        Some(zone) => Ok(zone),
        None => Fault::new(
            &TIME_ZONE_NOT_FOUND,
            format!("The time zone ID '{id}' was not found on the local computer."),
        )
        .raise(),
    }
}

/// The zone that a date stands in by its kind.
fn source_of(c: &Call<'_>) -> ZoneInfo {
    if date_arg(c, 0).kind() == DateTimeKind::Utc {
        ZoneInfo::utc()
    } else {
        ZoneInfo::local()
    }
}

fn offset_of(zone: &Zone, date: DateTime) -> i64 {
    match date.kind() {
        DateTimeKind::Utc => zone.offset_at_utc(date.ticks()),
        DateTimeKind::Local => zone.offset_at_utc(date.to_universal(&local_zone()).ticks()),
        DateTimeKind::Unspecified => zone.offset_at_local(date.ticks()),
    }
}

fn moved(c: &Call<'_>, n: usize, source: ZoneInfo, target: ZoneInfo) -> Result<Value> {
    let date = date_arg(c, n);
    let utc = date.ticks() - source.zone.offset_at_local(date.ticks());
    let kind = match &*target.id {
        "UTC" => DateTimeKind::Utc,
        id if id == &*ZoneInfo::local().id => DateTimeKind::Local,
        _ => DateTimeKind::Unspecified,
    };
    ok(DateTime::from_ticks(utc + target.zone.offset_at_utc(utc), kind).or_raise()?)
}

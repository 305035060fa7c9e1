//! Objects: selecting, sorting, grouping, measuring, comparing them, their members, dates, and how they are shown.
//!
//! Read `property` (what properties a value has), `expression` (how cmdlets are asked for them) and `order` (how objects are
//! compared); then a file a cmdlet or family. `format` hands over to the room of that name.
//! Absent on purpose: `Where-Object` and `ForEach-Object`, which belong to the pipeline.

mod add_member;
pub mod argument;
mod compare;
mod date;
pub mod expression;
pub mod format;
mod group;
mod hex;
mod join_string;
mod match_info;
mod measure;
mod member;
mod order;
pub mod property;
mod select;
mod select_error;
mod select_string;
mod sort;
mod time_span;
mod time_zone;
mod unique;
mod update_list;

use engine::declare::Declaration;
use object::TypeInfo;

/// The cmdlets of this folder.
pub static CMDLETS: &[&Declaration] = &[
    &add_member::AddMember::DECLARATION,
    &compare::CompareObject::DECLARATION,
    &date::GetDate::DECLARATION,
    &format::FormatCustom::DECLARATION,
    &format::FormatList::DECLARATION,
    &format::FormatTable::DECLARATION,
    &format::FormatWide::DECLARATION,
    &group::GroupObject::DECLARATION,
    &hex::FormatHex::DECLARATION,
    &join_string::JoinString::DECLARATION,
    &measure::MeasureObject::DECLARATION,
    &member::GetMember::DECLARATION,
    &select::SelectObject::DECLARATION,
    &select_string::SelectString::DECLARATION,
    &sort::SortObject::DECLARATION,
    &time_span::NewTimeSpan::DECLARATION,
    &time_zone::GetTimeZone::DECLARATION,
    &unique::GetUnique::DECLARATION,
    &update_list::UpdateList::DECLARATION,
];

/// The types of this folder.
pub static TYPES: &[&TypeInfo] = &[
    &date::DISPLAY_HINT,
    &group::GROUP_INFO,
    &group::GROUP_INFO_NO_ELEMENT,
    &hex::BYTE_COLLECTION,
    &match_info::CONTEXT,
    &match_info::MATCH_INFO,
    &measure::MEASURE_INFO,
    &measure::GENERIC_MEASURE_INFO,
    &measure::GENERIC_OBJECT_MEASURE_INFO,
    &measure::TEXT_MEASURE_INFO,
    &member::MEMBER_DEFINITION,
    &member::VIEW_TYPES,
];

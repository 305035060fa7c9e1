//! Labs to start from: ready-made ones by name, others from a JSON file.
//!
//! Read [`spec`] (what a lab file says), then [`build`] (how a world comes of it). The ready-made labs are lab files too, so a user's own starts
//! as a copy of one.
//! Absent on purpose: labs in motion. A new lab runs and is in step; what goes wrong is injected afterwards.

pub mod build;
pub mod spec;

pub use spec::{Crowd, LabSpec, PoolSpec, SettingsSpec, SiteSpec, UserSpec, VoiceSpec};

pub(crate) use build::build;

use crate::error::LabError;

const THELAB: &str = include_str!("thelab.json");

/// Names of the ready-made labs.
pub const NAMES: &[&str] = &["thelab"];

/// The description of a ready-made lab.
///
/// # Errors
/// [`LabError::BadLab`] when there is none of that name.
pub fn named(name: &str) -> Result<LabSpec, LabError> {
    match name {
        "thelab" => from_json(THELAB),
        _ => Err(LabError::BadLab {
            what: format!(
                "there is no lab \"{name}\"; there are: {}",
                NAMES.join(", ")
            ),
        }),
    }
}

/// The text of a ready-made lab's file, to copy from.
pub fn text(name: &str) -> Option<&'static str> {
    (name == "thelab").then_some(THELAB)
}

/// Reads a lab file.
///
/// # Errors
/// [`LabError::BadLab`] with line and column when the text is no such file.
pub fn from_json(text: &str) -> Result<LabSpec, LabError> {
    serde_json::from_str(text).map_err(|error| LabError::BadLab {
        what: error.to_string(),
    })
}

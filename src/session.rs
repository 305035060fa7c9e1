//! A session with all commands in it.

use crate::screen::Screen;
use engine::Engine;

/// What a session starts from.
#[derive(Clone, Default)]
pub struct Setup {
    /// `--lab`
    pub lab: Option<String>,
    /// `--seed`
    pub seed: Option<u64>,
    /// `--clock`
    pub clock: Option<object::date::DateTime>,
    /// `--pace`
    pub pace: Option<f64>,
    /// What may be touched of the real machine.
    pub doors: engine::doors::Doors,
    /// Nobody can be asked.
    pub quiet: bool,
}

/// Makes a session.
///
/// # Errors
/// What is wrong about the lab, as a sentence.
pub fn new(setup: &Setup) -> Result<Engine, String> {
    let mut engine = Engine::new();
    object::types::register(engine::TYPES);
    for list in engine::tree::TYPES {
        object::types::register(list);
    }
    object::types::register(engine::hosting::TYPES);
    commands::install(&mut engine);
    if let Some(start) = setup.clock {
        engine.clock = engine::clock::Clock::fixed(start);
    }
    engine.clock.pace = setup.pace;
    let seed = setup
        .seed
        .unwrap_or_else(|| if setup.clock.is_some() { 0 } else { entropy() });
    engine.random = engine::clock::Random::new(seed);
    engine.doors = setup.doors.clone();
    engine.doors.write.push(engine.folder.clone());
    engine.doors.write.push(std::env::temp_dir());
    cs::install(&mut engine, lab_choice(setup.lab.as_deref(), seed)?);
    engine.set_ui(Box::new(Screen::of_process(setup.quiet)));
    Ok(engine)
}

/// The lab that `--lab` names: one that is built in, or a file.
fn lab_choice(lab: Option<&str>, seed: u64) -> Result<cs::LabChoice, String> {
    let name = lab.unwrap_or("thelab").to_string();
    let path = std::path::Path::new(&name);
    let text = match std::fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(error) if path.components().count() > 1 || path.extension().is_some() => {
            return Err(format!("The lab file '{name}' cannot be read: {error}"));
        }
        Err(_) => None,
    };
    Ok(cs::LabChoice { name, text, seed })
}

/// A seed for sessions that did not ask for one.
fn entropy() -> u64 {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    since.as_nanos() as u64 ^ (u64::from(std::process::id()) << 32)
}

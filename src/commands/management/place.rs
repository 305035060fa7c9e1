//! Where an item is: provider, drive and path. Drives, the current location and the stacks of locations live here too.

use super::objects::{self, DriveInfo};
use engine::Engine;
use engine::scope::ScopeId;
use object::members::path;
use object::{Category, Fault, Result, Str, Symbol, Value, types};
use std::path::PathBuf;
use std::rc::Rc;

/// A provider.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// `FileSystem`
    File,
    /// `Environment`
    Env,
    /// `Variable`
    Variable,
    /// `Function`
    Function,
    /// `Alias`
    Alias,
}

impl Kind {
    /// All of them, by name.
    pub const ALL: [Kind; 5] = [
        Kind::Alias,
        Kind::Env,
        Kind::File,
        Kind::Function,
        Kind::Variable,
    ];

    /// The provider's name.
    pub fn name(self) -> &'static str {
        match self {
            Kind::File => "FileSystem",
            Kind::Env => "Environment",
            Kind::Variable => "Variable",
            Kind::Function => "Function",
            Kind::Alias => "Alias",
        }
    }

    /// The provider of that name, with or without its module.
    pub fn named(name: &str) -> Option<Kind> {
        let name = name.rsplit('\\').next().unwrap_or(name);
        Kind::ALL
            .into_iter()
            .find(|kind| kind.name().eq_ignore_ascii_case(name))
    }
}

/// An item's place.
#[derive(Clone)]
pub struct Place {
    /// Its provider.
    pub kind: Kind,
    /// Its drive.
    pub drive: Rc<DriveInfo>,
    /// The full path of a file; elsewhere the name of the item, empty for the root.
    pub inner: String,
}

impl Place {
    /// The path as PowerShell writes it: with the drive, unless it is a plain path of the file system.
    pub fn shown(&self) -> String {
        if self.kind != Kind::File {
            return format!("{}:/{}", self.drive.name, self.inner);
        }
        if &*self.drive.name == "/" {
            return self.inner.clone();
        }
        let rest = self
            .inner
            .strip_prefix(path::trimmed(&self.drive.root))
            .unwrap_or(&self.inner);
        format!("{}:/{}", self.drive.name, rest.trim_start_matches('/'))
    }

    /// `PSPath`
    pub fn ps_path(&self) -> String {
        format!(
            "Microsoft.PowerShell.Core\\{}::{}",
            self.kind.name(),
            self.inner
        )
    }

    /// The same place with another path.
    pub fn with(&self, inner: String) -> Place {
        Place {
            kind: self.kind,
            drive: Rc::clone(&self.drive),
            inner,
        }
    }
}

/// What a session keeps about drives and locations.
pub struct Places {
    /// The drives, with the scope of those that scripts made.
    pub drives: Vec<(Rc<DriveInfo>, Option<ScopeId>)>,
    /// Where the session is, if it is not in a folder of the file system's own drive.
    pub away: Option<Place>,
    /// Stacks of locations by name; the newest last.
    pub stacks: Vec<(Str, Vec<Place>)>,
    /// The stack that is meant without a name.
    pub stack: Str,
    /// Where `cd -` goes.
    pub back: Vec<Place>,
    /// Where `cd +` goes.
    pub forth: Vec<Place>,
    /// What `Set-Clipboard` kept.
    pub clipboard: Vec<Str>,
}

impl Default for Places {
    fn default() -> Places {
        let about = |what: &str| format!("Drive that contains a view of {what}");
        let drive = |name: &str, kind, root: &str, description: String| {
            (
                Rc::new(DriveInfo::new(name, kind, root, &description)),
                None,
            )
        };
        let temporary = std::env::temp_dir()
            .to_string_lossy()
            .trim_end_matches('/')
            .to_string()
            + "/";
        Places {
            drives: vec![
                drive("/", Kind::File, "/", String::new()),
                drive(
                    "Alias",
                    Kind::Alias,
                    "",
                    about("the aliases stored in a session state"),
                ),
                drive(
                    "Env",
                    Kind::Env,
                    "",
                    about("the environment variables for the process"),
                ),
                drive(
                    "Function",
                    Kind::Function,
                    "",
                    about("the functions stored in a session state"),
                ),
                drive(
                    "Temp",
                    Kind::File,
                    &temporary,
                    "Drive that maps to the temporary directory path for the current user".into(),
                ),
                drive(
                    "Variable",
                    Kind::Variable,
                    "",
                    about("those variables stored in a session state"),
                ),
            ],
            away: None,
            stacks: Vec::new(),
            stack: Str::default(),
            back: Vec::new(),
            forth: Vec::new(),
            clipboard: Vec::new(),
        }
    }
}

/// The drives in sight, those of nearer scopes first.
pub fn drives(engine: &mut Engine) -> Vec<Rc<DriveInfo>> {
    let mut scopes = Vec::new();
    let mut at = Some(engine.scope);
    while let Some(id) = at {
        scopes.push(id);
        at = engine.scopes.get(id).parent;
    }
    let all = engine.room::<Places>().drives.clone();
    let mut found: Vec<Rc<DriveInfo>> = Vec::new();
    for scope in scopes {
        for (drive, own) in &all {
            if *own == Some(scope)
                && !found
                    .iter()
                    .any(|known| known.name.eq_ignore_ascii_case(&drive.name))
            {
                found.push(Rc::clone(drive));
            }
        }
    }
    for (drive, own) in &all {
        if own.is_none()
            && !found
                .iter()
                .any(|known| known.name.eq_ignore_ascii_case(&drive.name))
        {
            found.push(Rc::clone(drive));
        }
    }
    found.sort_by_key(|drive| drive.name.to_lowercase());
    found
}

/// The drive of that name.
pub fn drive(engine: &mut Engine, name: &str) -> Option<Rc<DriveInfo>> {
    let found = drives(engine)
        .into_iter()
        .find(|drive| drive.name.eq_ignore_ascii_case(name));
    if found.is_none() && name.eq_ignore_ascii_case("C") {
        return Some(windows_drive(engine));
    }
    found
}

/// `C:` is a folder of the session's own below the temporary folder, made when it is first named.
fn windows_drive(engine: &mut Engine) -> Rc<DriveInfo> {
    let folder = backing("C");
    let drive = Rc::new(DriveInfo::new(
        "C",
        Kind::File,
        &(folder + "/"),
        "Drive of the lab's servers",
    ));
    engine
        .room::<Places>()
        .drives
        .push((Rc::clone(&drive), None));
    drive
}

fn backing(name: &str) -> String {
    let folder = std::env::temp_dir()
        .join(format!("poolsh-{}", std::process::id()))
        .join(name);
    // A folder that cannot be made shows as a drive without items.
    let _ = std::fs::create_dir_all(&folder);
    folder.to_string_lossy().to_string()
}

/// Where the session is.
pub fn here(engine: &mut Engine) -> Place {
    if let Some(place) = engine.room::<Places>().away.clone() {
        return place;
    }
    file_here(engine)
}

/// Where the session is in the file system.
pub fn file_here(engine: &mut Engine) -> Place {
    let folder = engine.folder.to_string_lossy().to_string();
    let drive = Rc::clone(&engine.room::<Places>().drives[0].0);
    Place {
        kind: Kind::File,
        drive,
        inner: folder,
    }
}

/// The name of the drive that a path begins with, and what follows.
pub fn split_drive(text: &str) -> Option<(&str, &str)> {
    let at = text.find(':')?;
    let name = &text[..at];
    (!name.is_empty() && !name.contains(['/', '\\', '*', '?', '[']))
        .then(|| (name, &text[at + 1..]))
}

/// The place that a path means, whether something is there or not.
///
/// # Errors
/// There is no such drive or provider.
pub fn parse(engine: &mut Engine, text: &str) -> Result<Place> {
    if let Some((provider, rest)) = text
        .split_once("::")
        .filter(|(name, _)| !name.contains('/'))
    {
        return match Kind::named(provider) {
            Some(Kind::File) => {
                let full = engine.file_path(rest).to_string_lossy().to_string();
                let drive = Rc::clone(&engine.room::<Places>().drives[0].0);
                Ok(Place {
                    kind: Kind::File,
                    drive,
                    inner: full,
                })
            }
            Some(kind) => {
                let found = drives(engine).into_iter().find(|drive| drive.kind == kind);
                match found {
                    Some(drive) => Ok(Place {
                        kind,
                        drive,
                        inner: rest.trim_matches(['/', '\\']).to_string(),
                    }),
                    None => no_provider(provider).raise(),
                }
            }
            None => no_provider(provider).raise(),
        };
    }
    if let Some((name, rest)) = split_drive(text) {
        let Some(drive) = drive(engine, name) else {
            return no_drive(name).raise();
        };
        return Ok(on_drive(engine, drive, rest));
    }
    if text.starts_with("\\\\") && text.len() > 2 {
        let full = format!("{}/{}", backing("unc"), text[2..].replace('\\', "/"));
        let drive = Rc::clone(&engine.room::<Places>().drives[0].0);
        return Ok(Place {
            kind: Kind::File,
            drive,
            inner: path::normalized(&full),
        });
    }
    let away = engine.room::<Places>().away.clone();
    match away {
        Some(place) if !text.starts_with(['~', '/']) => Ok(relative(place, text)),
        _ => {
            let mut place = file_here(engine);
            place.inner = engine.file_path(text).to_string_lossy().to_string();
            Ok(place)
        }
    }
}

fn on_drive(engine: &mut Engine, drive: Rc<DriveInfo>, rest: &str) -> Place {
    let rest = rest.replace('\\', "/");
    if drive.kind != Kind::File {
        let inner = rest.trim_matches('/').to_string();
        return Place {
            kind: drive.kind,
            drive,
            inner,
        };
    }
    let _ = engine;
    let start = if rest.starts_with('/') {
        String::new()
    } else {
        drive.current.borrow().to_string()
    };
    let full = path::normalized(&format!("{}/{start}/{rest}", path::trimmed(&drive.root)));
    let full = path::trimmed(&full).to_string();
    Place {
        kind: Kind::File,
        drive,
        inner: full,
    }
}

/// A relative path where the session is not in a plain folder.
fn relative(place: Place, text: &str) -> Place {
    let text = text.replace('\\', "/");
    if place.kind == Kind::File {
        let full = if text.starts_with('/') {
            text
        } else {
            format!("{}/{text}", place.inner)
        };
        let full = path::normalized(&full);
        let full = path::trimmed(&full).to_string();
        let root = path::trimmed(&place.drive.root).to_string();
        return place.with(if full.starts_with(&root) { full } else { root });
    }
    let name = text.trim_start_matches("./").trim_matches('/');
    let inner = if matches!(name, "." | "..") {
        String::new()
    } else {
        name.to_string()
    };
    place.with(inner)
}

/// Moves the session.
pub fn go(engine: &mut Engine, place: Place) {
    let plain = place.kind == Kind::File && &*place.drive.name == "/";
    if place.kind == Kind::File {
        engine.folder = PathBuf::from(&place.inner);
        let rest = place
            .inner
            .strip_prefix(path::trimmed(&place.drive.root))
            .unwrap_or(&place.inner);
        *place.drive.current.borrow_mut() = Str::from(rest.trim_matches('/'));
    }
    let info = objects::path_info(engine, &place);
    engine.room::<Places>().away = (!plain).then_some(place);
    let global = engine.global;
    engine.set_in(global, Symbol::of("PWD"), info);
}

/// The error of a drive that does not exist.
pub fn no_drive(name: &str) -> Fault {
    Fault::new(
        &types::DRIVE_NOT_FOUND_EXCEPTION,
        format!("Cannot find drive. A drive with the name '{name}' does not exist."),
    )
    .id("DriveNotFound")
    .category(Category::ObjectNotFound)
    .target(name)
}

/// The error of a provider that does not exist.
pub fn no_provider(name: &str) -> Fault {
    Fault::new(
        &types::PROVIDER_NOT_FOUND_EXCEPTION,
        format!("Cannot find a provider with the name '{name}'."),
    )
    .id("ProviderNotFound")
    .category(Category::ObjectNotFound)
    .target(name)
}

/// The error of an item that does not exist.
pub fn no_item(shown: &str) -> Fault {
    Fault::new(
        &types::ITEM_NOT_FOUND_EXCEPTION,
        format!("Cannot find path '{shown}' because it does not exist."),
    )
    .id("PathNotFound")
    .category(Category::ObjectNotFound)
    .target(Value::str(shown))
}

/// The error of what a provider cannot do.
pub fn not_supported(what: &str) -> Fault {
    Fault::new(&types::PS_NOT_SUPPORTED_EXCEPTION, what)
        .id("NotSupported")
        .category(Category::NotImplemented)
}

/// The error of an argument that is not valid.
pub fn bad_argument(what: impl Into<Str>) -> Fault {
    Fault::new(&types::PS_ARGUMENT_EXCEPTION, what)
        .id("Argument")
        .category(Category::InvalidArgument)
}

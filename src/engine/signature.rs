//! The parameters of a command as the binder sees them, made of a cmdlet's declaration or of a script's `param` block.

use crate::Engine;
use crate::attribute::{self, Attribute};
use crate::block::Code;
use crate::declare::{Declaration, Impact};
use object::types::{self, Sig, Type};
use object::{Category, Fault, Result, Str, Symbol, Value};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// All sets.
pub const ALL_SETS: u64 = u64::MAX;

/// A command's parameters.
#[derive(Clone, Default)]
pub struct Signature {
    /// In order; common ones last.
    pub parameters: Vec<Rc<Parameter>>,
    /// Names of the sets; the bit of a set is its place.
    pub sets: Vec<Str>,
    /// The default set's bit; 0 for none.
    pub default_set: u64,
    /// The default set's name as declared; it may name no set of a parameter.
    pub default_name: Str,
    /// It has common parameters, refuses unknown ones and extra arguments.
    pub advanced: bool,
    /// `SupportsShouldProcess`
    pub should_process: Option<Impact>,
    /// It, or a parameter of it, is obsolete.
    pub warns: bool,
    /// What `[Obsolete()]` says of the command.
    pub obsolete: Option<Str>,
    /// `HelpUri`
    pub help_uri: Str,
    /// `SupportsPaging`
    pub paging: bool,
    /// `PositionalBinding = $false` turns positions off that are not declared.
    pub positional: bool,
    /// How many parameters are the command's own.
    pub own: usize,
    by_name: FxHashMap<Str, usize>,
}

/// One parameter.
#[derive(Clone)]
pub struct Parameter {
    /// Its name.
    pub name: Str,
    /// The same.
    pub symbol: Symbol,
    /// Its type; `Object` where none is declared.
    pub kind: Type,
    /// A type is declared.
    pub typed: bool,
    /// Other names.
    pub aliases: Vec<Str>,
    /// What it is in which sets.
    pub uses: Vec<SetUse>,
    /// What its values must be, and what is done to them first.
    pub attributes: Vec<Rc<Attribute>>,
    /// `HelpMessage`
    pub help: Str,
    /// Which common parameter it is.
    pub common: Option<CommonName>,
    /// `DontShow`
    pub hidden: bool,
    /// It came from `dynamicparam`.
    pub dynamic: bool,
}

impl Parameter {
    /// Whether its type takes a script block as it is.
    pub(crate) fn takes_block(&self) -> bool {
        let element = match &self.kind {
            Type::Array(array) => &array.element,
            kind => kind,
        };
        element.is(&types::SCRIPT_BLOCK)
            || element.is(&types::OBJECT)
            || element.is(&types::PSOBJECT)
    }
}

/// What a parameter is in some sets.
#[derive(Clone, Copy)]
pub struct SetUse {
    /// Bits of the sets.
    pub sets: u64,
    /// Must be given.
    pub mandatory: bool,
    /// From 0.
    pub position: Option<i32>,
    /// Takes the pipeline's object.
    pub pipeline: bool,
    /// Takes a property of the pipeline's object.
    pub by_name: bool,
    /// Takes what is left over.
    pub remaining: bool,
}

impl Default for SetUse {
    fn default() -> SetUse {
        SetUse {
            sets: ALL_SETS,
            mandatory: false,
            position: None,
            pipeline: false,
            by_name: false,
            remaining: false,
        }
    }
}

/// The common parameters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum CommonName {
    Verbose,
    Debug,
    ErrorAction,
    WarningAction,
    InformationAction,
    ProgressAction,
    ErrorVariable,
    WarningVariable,
    InformationVariable,
    OutVariable,
    OutBuffer,
    PipelineVariable,
    WhatIf,
    Confirm,
    IncludeTotalCount,
    Skip,
    First,
}

/// Names, aliases and types of the common parameters, in PowerShell's order.
pub const COMMON: &[(&str, &str, CommonName, Sig)] = &[
    (
        "Verbose",
        "vb",
        CommonName::Verbose,
        Sig::One(&types::SWITCH_PARAMETER),
    ),
    (
        "Debug",
        "db",
        CommonName::Debug,
        Sig::One(&types::SWITCH_PARAMETER),
    ),
    (
        "ErrorAction",
        "ea",
        CommonName::ErrorAction,
        Sig::One(&crate::common_parameters::ACTION_PREFERENCE),
    ),
    (
        "WarningAction",
        "wa",
        CommonName::WarningAction,
        Sig::One(&crate::common_parameters::ACTION_PREFERENCE),
    ),
    (
        "InformationAction",
        "infa",
        CommonName::InformationAction,
        Sig::One(&crate::common_parameters::ACTION_PREFERENCE),
    ),
    (
        "ProgressAction",
        "proga",
        CommonName::ProgressAction,
        Sig::One(&crate::common_parameters::ACTION_PREFERENCE),
    ),
    (
        "ErrorVariable",
        "ev",
        CommonName::ErrorVariable,
        Sig::One(&types::STRING),
    ),
    (
        "WarningVariable",
        "wv",
        CommonName::WarningVariable,
        Sig::One(&types::STRING),
    ),
    (
        "InformationVariable",
        "iv",
        CommonName::InformationVariable,
        Sig::One(&types::STRING),
    ),
    (
        "OutVariable",
        "ov",
        CommonName::OutVariable,
        Sig::One(&types::STRING),
    ),
    (
        "OutBuffer",
        "ob",
        CommonName::OutBuffer,
        Sig::One(&types::INT32),
    ),
    (
        "PipelineVariable",
        "pv",
        CommonName::PipelineVariable,
        Sig::One(&types::STRING),
    ),
];

/// The two more that `SupportsShouldProcess` brings.
pub const SHOULD_PROCESS: &[(&str, &str, CommonName, Sig)] = &[
    (
        "WhatIf",
        "wi",
        CommonName::WhatIf,
        Sig::One(&types::SWITCH_PARAMETER),
    ),
    (
        "Confirm",
        "cf",
        CommonName::Confirm,
        Sig::One(&types::SWITCH_PARAMETER),
    ),
];

/// The three more that `SupportsPaging` brings.
pub const PAGING: &[(&str, &str, CommonName, Sig)] = &[
    (
        "IncludeTotalCount",
        "",
        CommonName::IncludeTotalCount,
        Sig::One(&types::SWITCH_PARAMETER),
    ),
    ("Skip", "", CommonName::Skip, Sig::One(&types::UINT64)),
    ("First", "", CommonName::First, Sig::One(&types::UINT64)),
];

impl Parameter {
    /// Whether it is `[switch]`.
    pub fn is_switch(&self) -> bool {
        self.kind.is(&types::SWITCH_PARAMETER)
    }

    /// What it is in the first of its sets that is among `sets`.
    pub fn in_sets(&self, sets: u64) -> Option<&SetUse> {
        self.uses.iter().find(|usage| usage.sets & sets != 0)
    }

    /// Bits of all sets it belongs to.
    pub fn sets(&self) -> u64 {
        self.uses.iter().fold(0, |all, usage| all | usage.sets)
    }
}

impl Signature {
    /// The parameters of a cmdlet.
    pub fn of_cmdlet(cmdlet: &'static Declaration) -> Signature {
        let mut signature = Signature {
            advanced: true,
            positional: true,
            should_process: cmdlet.should_process,
            ..Signature::default()
        };
        // The default set exists even where no parameter names it.
        if !cmdlet.default_set.is_empty() {
            signature.bit(cmdlet.default_set);
        }
        for parameter in cmdlet.parameters {
            let uses = parameter.sets().iter().map(|set| SetUse {
                sets: signature.bit(set.name),
                mandatory: set.mandatory,
                position: set.position.map(i32::from),
                pipeline: set.pipeline,
                by_name: set.by_name,
                remaining: set.remaining,
            });
            let mut uses: Vec<SetUse> = uses.collect();
            if let Some(last) = uses.last_mut() {
                for name in parameter.also {
                    last.sets |= signature.bit(name);
                }
            }
            signature.parameters.push(Rc::new(Parameter {
                name: Str::from(parameter.name),
                symbol: Symbol::of(parameter.name),
                kind: parameter.sig.resolve(&Type::Known(&types::OBJECT)),
                typed: true,
                aliases: parameter
                    .aliases
                    .iter()
                    .map(|alias| Str::from(*alias))
                    .collect(),
                uses,
                attributes: parameter
                    .checks
                    .iter()
                    .map(|check| Rc::new(Attribute::of_check(check)))
                    .collect(),
                help: Str::from(parameter.help.trim()),
                common: None,
                hidden: parameter.hidden,
                dynamic: parameter.dynamic,
            }));
        }
        signature.default_name = Str::from(cmdlet.default_set);
        signature.finish();
        signature
    }

    /// The parameters of a script block.
    ///
    /// # Errors
    /// Types and attributes that do not exist, or arguments of attributes that are wrong.
    pub fn of_code(engine: &mut Engine, code: &Rc<Code>) -> Result<Signature> {
        let mut signature = Signature {
            positional: true,
            ..Signature::default()
        };
        for node in code.attributes() {
            attribute::read_block_attribute(engine, code, node, &mut signature)?;
        }
        for parameter in code.parameters() {
            let read = attribute::read_parameter(engine, code, parameter, &mut signature)?;
            signature.advanced |= read.declared;
            let mut parameter = read.parameter;
            if parameter.uses.is_empty() {
                parameter.uses.push(SetUse::default());
            }
            signature.parameters.push(Rc::new(parameter));
        }
        signature.refuse_common_names()?;
        signature.refuse_own_aliases()?;
        signature.give_positions();
        signature.warns = signature.may_warn();
        signature.finish();
        Ok(signature)
    }

    /// An advanced function may not declare again what every advanced function has.
    fn refuse_common_names(&self) -> Result {
        if !self.advanced {
            return Ok(());
        }
        let more: &[_] = if self.should_process.is_some() {
            SHOULD_PROCESS
        } else {
            &[]
        };
        let is_common = |name: &str| {
            COMMON
                .iter()
                .chain(more)
                .any(|(known, ..)| known.eq_ignore_ascii_case(name))
        };
        match self
            .parameters
            .iter()
            .find(|parameter| is_common(&parameter.name))
        {
            Some(parameter) => Fault::new(
                &types::METADATA_EXCEPTION,
                format!(
                    "A parameter with the name '{}' was defined multiple times for the command.",
                    parameter.name
                ),
            )
            .id("ParameterNameAlreadyExistsForCommand")
            .category(Category::MetadataError)
            .raise(),
            None => Ok(()),
        }
    }

    /// No alias of an advanced function's parameter may be the name of another one.
    fn refuse_own_aliases(&self) -> Result {
        if !self.advanced {
            return Ok(());
        }
        for parameter in &self.parameters {
            let names = |alias: &&Str| {
                self.parameters
                    .iter()
                    .any(|other| other.name.eq_ignore_ascii_case(alias))
            };
            if let Some(alias) = parameter.aliases.iter().find(names) {
                return Fault::new(
                    &types::METADATA_EXCEPTION,
                    format!(
                        "The parameter '{alias}' cannot be specified because it conflicts with the parameter alias of the same name for parameter '{}'.",
                        parameter.name
                    ),
                )
                .id("ParameterNameConflictsWithAlias")
                .category(Category::MetadataError)
                .raise();
            }
        }
        Ok(())
    }

    /// Parameters without a declared position take the next ones, unless somebody declared some or turned positions off.
    fn give_positions(&mut self) {
        let declared = self
            .parameters
            .iter()
            .any(|p| p.uses.iter().any(|usage| usage.position.is_some()));
        if !self.positional || declared {
            return;
        }
        let mut next = 0;
        for parameter in &mut self.parameters {
            if parameter.is_switch() {
                continue;
            }
            for usage in &mut Rc::make_mut(parameter).uses {
                usage.position = Some(next);
            }
            next += 1;
        }
    }

    /// Bit of a set, made where it is new; the empty name is all sets.
    pub fn bit(&mut self, name: &str) -> u64 {
        if name.is_empty() || name.eq_ignore_ascii_case("__AllParameterSets") {
            return ALL_SETS;
        }
        let place = self
            .sets
            .iter()
            .position(|set| set.eq_ignore_ascii_case(name))
            .unwrap_or_else(|| {
                self.sets.push(Str::from(name));
                self.sets.len() - 1
            });
        1 << place.min(63)
    }

    /// Adds common parameters, and finds the rest by name from now on.
    pub fn finish(&mut self) {
        self.own = self.parameters.len();
        if self.advanced {
            let should_process: &[_] = if self.should_process.is_some() {
                SHOULD_PROCESS
            } else {
                &[]
            };
            let paging: &[_] = if self.paging { PAGING } else { &[] };
            for (name, alias, common, sig) in COMMON.iter().chain(should_process).chain(paging) {
                self.parameters
                    .push(Rc::new(common_parameter(name, alias, *common, *sig)));
            }
        }
        self.index();
        let default = self.default_name.clone();
        self.default_set = match self
            .sets
            .iter()
            .position(|set| set.eq_ignore_ascii_case(&default))
        {
            Some(place) => 1 << place,
            None => 0,
        };
    }

    /// Adds parameters that came from `dynamicparam`.
    pub fn add_dynamic(&mut self, parameters: Vec<Parameter>) {
        let at = self.own;
        for (i, parameter) in parameters.into_iter().enumerate() {
            self.parameters.insert(at + i, Rc::new(parameter));
            self.own += 1;
        }
        self.index();
    }

    fn index(&mut self) {
        self.by_name.clear();
        for (i, parameter) in self.parameters.iter().enumerate() {
            for name in std::iter::once(&parameter.name).chain(&parameter.aliases) {
                self.by_name
                    .entry(Str::from(name.to_lowercase()))
                    .or_insert(i);
            }
        }
    }

    /// The parameter of exactly that name or alias.
    pub fn exact(&self, name: &str) -> Option<usize> {
        self.by_name.get(name.to_lowercase().as_str()).copied()
    }

    /// All parameters whose name or alias begins so.
    pub fn starting(&self, prefix: &str) -> Vec<usize> {
        let prefix = prefix.to_lowercase();
        let matches = |parameter: &Parameter| {
            std::iter::once(&parameter.name)
                .chain(&parameter.aliases)
                .any(|name| name.to_lowercase().starts_with(&prefix))
        };
        self.parameters
            .iter()
            .enumerate()
            .filter(|(_, p)| matches(p))
            .map(|(i, _)| i)
            .collect()
    }

    /// Bits of all sets there are; all where there are none.
    pub fn all_bits(&self) -> u64 {
        if self.sets.is_empty() {
            ALL_SETS
        } else {
            (1u64 << self.sets.len().min(63)) - 1
        }
    }

    /// Name of a set by its bit.
    pub fn set_name(&self, bits: u64) -> Str {
        if bits == ALL_SETS || self.sets.is_empty() || bits == 0 {
            return Str::from("__AllParameterSets");
        }
        self.sets
            .get(bits.trailing_zeros() as usize)
            .cloned()
            .unwrap_or_else(|| Str::from("__AllParameterSets"))
    }

    /// Whether any parameter takes pipeline input.
    pub fn takes_pipeline(&self) -> bool {
        self.parameters
            .iter()
            .any(|p| p.uses.iter().any(|usage| usage.pipeline || usage.by_name))
    }
}

fn common_parameter(name: &str, alias: &str, common: CommonName, sig: Sig) -> Parameter {
    Parameter {
        name: Str::from(name),
        symbol: Symbol::of(name),
        kind: sig.resolve(&Type::Known(&types::OBJECT)),
        typed: true,
        aliases: (!alias.is_empty())
            .then(|| Str::from(alias))
            .into_iter()
            .collect(),
        uses: vec![SetUse::default()],
        attributes: Vec::new(),
        help: Str::default(),
        common: Some(common),
        hidden: false,
        dynamic: false,
    }
}

/// The value of a parameter that was not given: what its type starts with.
pub fn unbound_value(parameter: &Parameter) -> Value {
    if !parameter.typed {
        return Value::Null;
    }
    if parameter.kind.is(&types::STRING) {
        return Value::str("");
    }
    let plain = parameter.kind.default_value();
    let primitive = plain.as_integer().is_some()
        || matches!(
            plain,
            Value::Bool(_)
                | Value::Switch(_)
                | Value::Char(_)
                | Value::Double(_)
                | Value::Single(_)
                | Value::Decimal(_)
                | Value::ULong(_)
        );
    if primitive { plain } else { Value::Null }
}

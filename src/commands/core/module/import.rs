//! `Import-Module`

use super::attach::{self, Selection};
use super::load::{self, Order};
use super::specification::{ModulesArgument, SpecificationsArgument, Wanted};
use super::{builtin, find};
use crate::core::argument::{AssembliesArgument, OtherArgument, UriArgument, VersionArgument};
use engine::declare::Check;
use engine::module::Module;
use engine::scope::ScopeId;
use engine::{Engine, Run, Shell, Switch, cmdlet};
use object::pattern::Wildcard;
use object::{Category, Fault, Interrupt, Object, Result, SlotKind, Str, Value, convert, types};
use std::path::Path;
use std::rc::Rc;

cmdlet! {
    /// Loads modules and brings what they give out into the session.
    pub struct ImportModule = "Import-Module" in "Microsoft.PowerShell.Core", class "Microsoft.PowerShell.Commands.ImportModuleCommand", default_set "Name" {
        /// Brings it into the global scope.
        global = "Global": Switch;
        /// Stands before the nouns of the commands.
        prefix = "Prefix": Option<Str> => check(&[Check::NotNull]);
        /// Names or paths of modules.
        name = "Name": Option<Vec<Str>> => set("Name"), mandatory, position(0), pipeline, set("PSSession"), mandatory, position(0), pipeline, set("CimSession"), mandatory, position(0), pipeline, set("WinCompat"), mandatory, position(0), pipeline;
        /// Name, version and GUID of modules, as tables.
        fully_qualified_name = "FullyQualifiedName": SpecificationsArgument => set("FullyQualifiedName"), mandatory, position(0), pipeline, set("FullyQualifiedNameAndPSSession"), mandatory, position(0), pipeline, set("FullyQualifiedNameAndWinCompat"), mandatory, position(0), pipeline;
        /// Assemblies; not simulated.
        assembly = "Assembly": AssembliesArgument => set("Assembly"), mandatory, position(0), pipeline;
        /// Functions to bring in or to give out.
        function = "Function": Option<Vec<Str>> => check(&[Check::NotNull]);
        /// Cmdlets to bring in or to give out.
        cmdlet = "Cmdlet": Option<Vec<Str>> => check(&[Check::NotNull]);
        /// Variables to bring in or to give out.
        variable = "Variable": Option<Vec<Str>> => check(&[Check::NotNull]);
        /// Aliases to bring in or to give out.
        alias = "Alias": Option<Vec<Str>> => check(&[Check::NotNull]);
        /// Goes on where something read-only or existing stands in the way.
        force = "Force": Switch;
        /// Takes modules of the other edition too.
        skip_edition_check = "SkipEditionCheck": Switch => set("Name"), set("FullyQualifiedName"), set("ModuleInfo"), set("Assembly"), set("PSSession"), set("CimSession"), set("FullyQualifiedNameAndPSSession");
        /// Writes what was made or changed.
        pass_thru = "PassThru": Switch;
        /// Writes an object whose methods are the commands.
        as_custom_object = "AsCustomObject": Switch;
        /// The lowest version that will do.
        minimum_version = "MinimumVersion": VersionArgument => alias(&["Version"]), set("Name"), set("PSSession"), set("CimSession"), set("WinCompat");
        /// The highest version that will do.
        maximum_version = "MaximumVersion": Option<Str> => set("Name"), set("PSSession"), set("CimSession"), set("WinCompat");
        /// The only version that will do.
        required_version = "RequiredVersion": VersionArgument => set("Name"), set("PSSession"), set("CimSession"), set("WinCompat");
        /// Modules as `Get-Module` writes them.
        module_info = "ModuleInfo": ModulesArgument => set("ModuleInfo"), mandatory, position(0), pipeline;
        /// Arguments of the module's script.
        argument_list = "ArgumentList": Option<Vec<Value>> => alias(&["Args"]);
        /// Does not warn of unusual verbs.
        disable_name_checking = "DisableNameChecking": Switch;
        /// Leaves commands alone that exist.
        no_clobber = "NoClobber": Switch => alias(&["NoOverwrite"]);
        /// `Local` or `Global`.
        scope = "Scope": Option<Str> => check(&[Check::Set(&["Local", "Global"])]);
        /// A remote session; not simulated.
        ps_session = "PSSession": OtherArgument => set("PSSession"), mandatory, set("FullyQualifiedNameAndPSSession"), mandatory, check(&[Check::NotNull]);
        /// A CIM session; not simulated.
        cim_session = "CimSession": OtherArgument => set("CimSession"), mandatory, check(&[Check::NotNull]);
        /// Where CIM looks for the module; not simulated.
        cim_resource_uri = "CimResourceUri": UriArgument => set("CimSession"), check(&[Check::NotNull]);
        /// Where CIM looks for the module; not simulated.
        cim_namespace = "CimNamespace": Option<Str> => set("CimSession"), check(&[Check::NotNullOrEmpty]);
        /// Uses Windows PowerShell; not simulated.
        use_windows_power_shell = "UseWindowsPowerShell": Switch => alias(&["UseWinPS"]), set("WinCompat"), mandatory, set("FullyQualifiedNameAndWinCompat"), mandatory;
    }
}

impl Run for ImportModule {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        if self.ps_session.0.is_some()
            || self.cim_session.0.is_some()
            || self.use_windows_power_shell.is_on()
            || self.assembly.0.is_some()
        {
            return crate::core::not_simulated("Modules of other sessions");
        }
        for module in self.module_info.0.take().unwrap_or_default() {
            self.again(shell, &module)?;
        }
        self.check_versions(shell.engine)?;
        let mut all = Vec::new();
        for name in self.name.take().unwrap_or_default() {
            all.push(Wanted {
                name,
                minimum: self.version(shell, &self.minimum_version)?,
                maximum: self.maximum_version.clone(),
                required: self.version(shell, &self.required_version)?,
                guid: None,
            });
        }
        for value in self.fully_qualified_name.0.take().unwrap_or_default() {
            all.push(Wanted::of(shell.engine, &value)?);
        }
        for wanted in all {
            match self.one(shell, &wanted) {
                // What the module threw ends the statement that imports it, and no more than that.
                Err(stop) if was_thrown(&stop) => {
                    if let Interrupt::Error(record) = &*stop {
                        record.rest.borrow_mut().terminating = false;
                    }
                    return Err(stop);
                }
                Err(stop) if matches!(&*stop, Interrupt::Error(_)) => shell.soften(stop)?,
                other => other?,
            }
        }
        Ok(())
    }
}

impl ImportModule {
    /// The versions must be such that a module could have one between them.
    fn check_versions(&self, engine: &mut Engine) -> Result {
        let Some(maximum) = &self.maximum_version else {
            return Ok(());
        };
        let plain = maximum.strip_suffix(".*").unwrap_or(maximum);
        if !super::specification::is_version(plain) && plain.parse::<u32>().is_err() {
            return Fault::new(
                &types::PARAMETER_BINDING_EXCEPTION,
                format!(
                    "Cannot bind parameter 'MaximumVersion' to the target. Exception setting \"MaximumVersion\": \"The specified MaximumVersion '{maximum}' was incorrect. If you are using '*', MaximumVersion only supports one '*' and should always be placed at the end of MaximumVersion.\""
                ),
            )
            .id("ParameterBindingFailed")
            .category(Category::WriteError)
            .raise();
        }
        let Some(minimum) = &self.minimum_version.0 else {
            return Ok(());
        };
        let minimum = convert::to_text(engine, minimum)?;
        let bound = Wanted {
            maximum: Some(maximum.clone()),
            ..Wanted::default()
        };
        if bound.accepts(&minimum) {
            return Ok(());
        }
        Fault::new(
            &types::ARGUMENT_OUT_OF_RANGE_EXCEPTION,
            format!(
                "Specified argument was out of the range of valid values. (Parameter 'The MinimumVersion '{minimum}' should not be greater than MaximumVersion '{maximum}'.')"
            ),
        )
        .id("ArgumentOutOfRange")
        .category(Category::InvalidArgument)
        .raise()
    }

    fn version(&self, shell: &mut Shell<'_>, value: &VersionArgument) -> Result<Option<Str>> {
        value
            .0
            .as_ref()
            .map(|value| convert::to_text(shell.engine, value))
            .transpose()
    }

    /// A module that is there as an object: loaded again where it is only described.
    fn again(&mut self, shell: &mut Shell<'_>, module: &Rc<Module>) -> Result {
        if builtin::is_builtin(shell.engine, &module.name) {
            return self.pass(shell, module);
        }
        let described = module
            .functions
            .borrow()
            .iter()
            .all(|function| function.state != module.state)
            && Path::new(&*module.path).is_file()
            && !shell
                .engine
                .modules
                .iter()
                .any(|known| Rc::ptr_eq(known, module));
        if described {
            let wanted = Wanted::named(match module.manifest.borrow().is_null() {
                true => module.path.clone(),
                false => manifest_path(module),
            });
            return self.one(shell, &wanted);
        }
        self.bring(shell, module)
    }

    fn one(&mut self, shell: &mut Shell<'_>, wanted: &Wanted) -> Result {
        if !find::is_path(&wanted.name) {
            if let Some(module) = builtin::find(shell.engine, &wanted.name) {
                return self.pass(shell, &module);
            }
            let known = shell.engine.all_modules();
            let loaded = known.iter().find(|module| {
                module.name.eq_ignore_ascii_case(&wanted.name) && wanted.accepts_module(module)
            });
            if let Some(module) = loaded.cloned().filter(|_| !self.force.is_on()) {
                return self.bring(shell, &module);
            }
        }
        let path = if find::is_path(&wanted.name) {
            let path = shell.engine.file_path(&wanted.name);
            find::by_path(&path)
        } else {
            find::by_name(shell.engine, wanted)
        };
        let Some(path) = path else {
            return Err(not_found(wanted).into());
        };
        let known = shell.engine.all_modules();
        let loaded = known
            .iter()
            .find(|module| {
                *module.path == *path.to_string_lossy()
                    || *manifest_path(module) == *path.to_string_lossy()
            })
            .cloned();
        if let Some(module) = loaded {
            if !self.force.is_on() {
                return self.bring(shell, &module);
            }
            super::remove::remove(shell, &module, false)?;
        }
        shell.verbose(format!("Loading module from path '{}'.", path.display()))?;
        let arguments = self.argument_list.clone().unwrap_or_default();
        let order = Order {
            arguments: &arguments,
            scope: shell.engine.scope,
            out: shell.out,
            depth: 0,
        };
        let module = load::load(shell.engine, &path, &order)?;
        if !wanted.accepts_module(&module) {
            return Err(not_found(wanted).into());
        }
        self.bring(shell, &module)
    }

    /// Brings what a module gives out into the scope that is meant.
    fn bring(&mut self, shell: &mut Shell<'_>, module: &Rc<Module>) -> Result {
        let prefix = match &self.prefix {
            Some(prefix) if !prefix.is_empty() => prefix.clone(),
            _ => default_prefix(module),
        };
        *module.prefix.borrow_mut() = prefix;
        let scope = self.target(shell.engine);
        let done = attach::attach(shell.engine, module, scope, &self.selection());
        for name in &done.functions {
            shell.verbose(format!("Importing function '{name}'."))?;
        }
        for name in &done.variables {
            shell.verbose(format!("Importing variable '{name}'."))?;
        }
        for name in &done.aliases {
            shell.verbose(format!("Importing alias '{name}'."))?;
        }
        if !self.disable_name_checking.is_on() {
            check_names(shell, module, &done.functions)?;
        }
        let globally = self.is_global();
        attach::enlist_here(shell.engine, module, globally);
        self.pass(shell, module)
    }

    fn pass(&self, shell: &mut Shell<'_>, module: &Rc<Module>) -> Result {
        if self.as_custom_object.is_on() {
            let value = custom_object(shell.engine, module);
            return shell.write(value);
        }
        match self.pass_thru.is_on() {
            true => shell.write(engine::values::shared(module)),
            false => Ok(()),
        }
    }

    fn selection(&self) -> Selection {
        let patterns = |list: &Option<Vec<Str>>| {
            list.as_ref().map(|list| {
                list.iter()
                    .filter_map(|name| Wildcard::new(name, true).ok())
                    .collect::<Vec<_>>()
            })
        };
        Selection {
            functions: patterns(&self.function),
            aliases: patterns(&self.alias),
            variables: patterns(&self.variable),
            picks: self.function.is_some()
                || self.alias.is_some()
                || self.variable.is_some()
                || self.cmdlet.is_some(),
            no_clobber: self.no_clobber.is_on(),
        }
    }

    fn is_global(&self) -> bool {
        let named = |scope: &Str| scope.eq_ignore_ascii_case("Global");
        self.global.is_on() || self.scope.as_ref().is_some_and(named)
    }

    /// The scope that commands come into: global, the module's that imports, or the one that runs.
    fn target(&self, engine: &Engine) -> ScopeId {
        let local = self
            .scope
            .as_ref()
            .is_some_and(|scope| scope.eq_ignore_ascii_case("Local"));
        match (local, self.is_global()) {
            (true, _) => engine.scope,
            (_, true) => engine.global,
            _ => engine.states[engine.state.index()].top,
        }
    }
}

/// Whether an error came from a `throw`, or from a preference that made one of it.
fn was_thrown(stop: &Interrupt) -> bool {
    matches!(stop, Interrupt::Error(record) if record.rest.borrow().terminating)
}

/// `DefaultCommandPrefix` of the manifest.
fn default_prefix(module: &Module) -> Str {
    match module.manifest.borrow().base() {
        Value::Dict(dict) => dict
            .get_str("DefaultCommandPrefix")
            .and_then(|prefix| prefix.as_str().cloned())
            .unwrap_or_default(),
        _ => Str::default(),
    }
}

/// The manifest beside the module's file, by name.
pub fn manifest_path(module: &Module) -> Str {
    let path = Path::new(&*module.path);
    Str::from(
        path.with_file_name(format!("{}.psd1", module.name))
            .to_string_lossy(),
    )
}

/// The module's functions as methods of an object.
pub fn custom_object(engine: &mut Engine, module: &Rc<Module>) -> Value {
    let object = Object::custom(Vec::<(Str, Value)>::new());
    let top = engine.states[module.state.index()].top;
    for name in module.variables.borrow().iter() {
        if engine.variable_in(top, object::Symbol::of(name)).is_some() {
            let door = variable_door(engine, module, name);
            object.add(name, SlotKind::Code, door);
        }
    }
    for function in module.functions.borrow().iter() {
        let block = Value::native(engine::block::ScriptBlock {
            code: Rc::clone(&function.code),
            state: Some(function.state),
        });
        object.add(&function.name, SlotKind::Method, block);
    }
    Value::Object(object)
}

/// A getter and a setter of a module's variable.
fn variable_door(engine: &mut Engine, module: &Module, name: &str) -> Value {
    let mut block = |text: String| match engine.parse(&text, None) {
        Ok(code) => Value::native(engine::block::ScriptBlock {
            code,
            state: Some(module.state),
        }),
        Err(_) => Value::Null,
    };
    let read = block(format!("${{script:{name}}}"));
    let write = block(format!("${{script:{name}}} = $args[0]"));
    Value::array(vec![read, write])
}

/// Warns of verbs that nobody would look for.
fn check_names(shell: &mut Shell<'_>, module: &Module, names: &[Str]) -> Result {
    let unusual = names.iter().any(|name| {
        name.split_once('-')
            .is_some_and(|(verb, _)| !crate::utility::session::is_approved(verb))
    });
    if !unusual {
        return Ok(());
    }
    shell.warning(format!(
        "The names of some imported commands from the module '{}' include unapproved verbs that might make them less discoverable. To find the commands with unapproved verbs, run the Import-Module command again with the Verbose parameter. For a list of approved verbs, type Get-Verb.",
        module.name
    ))
}

fn not_found(wanted: &Wanted) -> Fault {
    let name = &wanted.name;
    let which = match (&wanted.required, &wanted.minimum, &wanted.maximum) {
        (Some(version), _, _) | (None, Some(version), None) => format!(" with version '{version}'"),
        (None, None, Some(maximum)) => format!(" with MaximumVersion '{maximum}'"),
        (None, Some(minimum), Some(maximum)) => {
            format!(" with MinimumVersion '{minimum}' and MaximumVersion '{maximum}'")
        }
        (None, None, None) => String::new(),
    };
    let message = format!(
        "The specified module '{name}'{which} was not loaded because no valid module file was found in any module directory."
    );
    let id = if wanted.has_version() {
        "Modules_ModuleWithVersionNotFound"
    } else {
        "Modules_ModuleNotFound"
    };
    Fault::new(&types::FILE_NOT_FOUND_EXCEPTION, message)
        .id(id)
        .category(Category::ResourceUnavailable)
        .target(name.clone())
}

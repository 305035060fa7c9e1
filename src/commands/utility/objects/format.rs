//! `Format-Table`, `Format-List`, `Format-Wide`, `Format-Custom`: they turn their arguments into requests of the room `format`, and
//! write the packets that it makes.

use engine::declare::Check;
use engine::{Engine, PsObject, Run, Shell, Switch, cmdlet};
use format::{
    Column, Common, CustomRequest, Expand, Formatter, Kind, ListRequest, Options, Registry,
    Request, TableRequest, WideRequest,
};
use object::{Fault, Result, Str, Symbol, Value, types};
use std::rc::Rc;

/// What formatting depends on in this session: screen, preferences, and the views that it added (kept in the engine as the room of
/// type `Rc<Registry>`).
pub fn options(engine: &mut Engine) -> Options {
    let (width, height) = engine.with_ui(|ui, _| ui.size());
    let mut options = Options::console(width, height);
    if let Some(limit) = Engine::variable(engine, Symbol::of("FormatEnumerationLimit"))
        .and_then(|limit| limit.as_integer())
    {
        options.enumeration_limit = limit as i32;
    }
    options.registry = Rc::clone(engine.room::<Rc<Registry>>());
    options
}

/// A formatter at work.
struct Work {
    formatter: Formatter,
    options: Options,
    packets: Vec<Value>,
}

impl Work {
    fn new(shell: &mut Shell<'_>, request: Request) -> Work {
        Work {
            formatter: Formatter::new(request),
            options: options(shell.engine),
            packets: Vec::new(),
        }
    }

    fn take(&mut self, shell: &mut Shell<'_>, item: Option<Value>) -> Result {
        let Some(item) = item else { return Ok(()) };
        let result = self
            .formatter
            .write(shell.engine, &self.options, &item, &mut self.packets);
        self.packets
            .drain(..)
            .try_for_each(|packet| shell.write(packet))?;
        result
    }

    fn finish(&mut self, shell: &mut Shell<'_>) -> Result {
        self.formatter.finish(&mut self.packets);
        self.packets
            .drain(..)
            .try_for_each(|packet| shell.write(packet))
    }
}

/// What all four take, of any of their structs.
macro_rules! common {
    ($self:ident, $shell:ident, $properties:expr, $kind:expr) => {{
        let mut properties = Vec::new();
        for value in $properties {
            properties.push(Column::parse($shell.engine, &value, $kind)?);
        }
        if $self.view.is_some() && !properties.is_empty() {
            return both_view_and_property();
        }
        let group_by = match $self.group_by.take().filter(|value| !value.is_null()) {
            Some(value) => Some(Column::parse_group($shell.engine, &value)?),
            None => None,
        };
        Common {
            properties,
            exclude: Vec::new(),
            group_by,
            view: $self.view.clone().filter(|name| !name.is_empty()),
            force: $self.force.is_on(),
            expand: $self.expand.as_deref().and_then(Expand::parse),
            show_error: $self.show_error.is_on(),
            display_error: $self.display_error.is_on(),
        }
    }};
}

fn both_view_and_property<T>() -> Result<T> {
    let what = "The Property and View parameters cannot both be specified in the same command.";
    Fault::new(&types::INVALID_OPERATION_EXCEPTION, what)
        .id("FormatCannotSpecifyViewAndProperty")
        .category(object::Category::InvalidArgument)
        .raise()
}

/// Runs the work of a cmdlet.
macro_rules! run {
    ($name:ident, $request:ident) => {
        impl Run for $name {
            fn begin(&mut self, shell: &mut Shell<'_>) -> Result {
                let request = self.$request(shell)?;
                self.work = Some(Work::new(shell, request));
                Ok(())
            }

            fn process(&mut self, shell: &mut Shell<'_>) -> Result {
                let item = self.input_object.0.take();
                self.work
                    .as_mut()
                    .map_or(Ok(()), |work| work.take(shell, item))
            }

            fn end(&mut self, shell: &mut Shell<'_>) -> Result {
                self.work.as_mut().map_or(Ok(()), |work| work.finish(shell))
            }
        }
    };
}

cmdlet! {
    /// Shows objects as a table.
    pub struct FormatTable = "Format-Table" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.FormatTableCommand" {
        /// Widths follow from the values.
        auto_size = "AutoSize": Switch;
        /// Repeats the header on each screen.
        repeat_header = "RepeatHeader": Switch;
        /// Shows no header.
        hide_table_headers = "HideTableHeaders": Switch;
        /// Goes on in the next line where a cell is too narrow.
        wrap = "Wrap": Switch;
        /// Properties to use: names, patterns, script blocks, or tables that calculate one.
        property = "Property": Option<Vec<Value>> => position(0);
        /// Property whose change begins a new group.
        group_by = "GroupBy": Option<Value>;
        /// Name of the view to use.
        view = "View": Option<Str>;
        /// Shows what a property's script throws.
        show_error = "ShowError": Switch;
        /// Shows `#ERR` where a property's script fails.
        display_error = "DisplayError": Switch;
        /// Overrides what protects a target from being changed.
        force = "Force": Switch;
        /// Whether a collection, what it holds, or both are shown.
        expand = "Expand": Option<Str> => check(&[Check::Set(&["CoreOnly", "EnumOnly", "Both"])]);
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => pipeline;
        state {
            work: Option<Work>;
        }
    }
}
run!(FormatTable, request);

cmdlet! {
    /// Shows objects as lists of their properties.
    pub struct FormatList = "Format-List" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.FormatListCommand" {
        /// Properties to use: names, patterns, script blocks, or tables that calculate one.
        property = "Property": Option<Vec<Value>> => position(0);
        /// Property whose change begins a new group.
        group_by = "GroupBy": Option<Value>;
        /// Name of the view to use.
        view = "View": Option<Str>;
        /// Shows what a property's script throws.
        show_error = "ShowError": Switch;
        /// Shows `#ERR` where a property's script fails.
        display_error = "DisplayError": Switch;
        /// Overrides what protects a target from being changed.
        force = "Force": Switch;
        /// Whether a collection, what it holds, or both are shown.
        expand = "Expand": Option<Str> => check(&[Check::Set(&["CoreOnly", "EnumOnly", "Both"])]);
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => pipeline;
        state {
            work: Option<Work>;
        }
    }
}
run!(FormatList, request);

cmdlet! {
    /// Shows one property of objects, several in a line.
    pub struct FormatWide = "Format-Wide" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.FormatWideCommand" {
        /// The property to show.
        property = "Property": Option<Value> => position(0);
        /// Widths follow from the values.
        auto_size = "AutoSize": Switch;
        /// How many columns.
        column = "Column": Option<i32> => check(&[Check::Range(1, 2147483647)]);
        /// Property whose change begins a new group.
        group_by = "GroupBy": Option<Value>;
        /// Name of the view to use.
        view = "View": Option<Str>;
        /// Shows what a property's script throws.
        show_error = "ShowError": Switch;
        /// Shows `#ERR` where a property's script fails.
        display_error = "DisplayError": Switch;
        /// Overrides what protects a target from being changed.
        force = "Force": Switch;
        /// Whether a collection, what it holds, or both are shown.
        expand = "Expand": Option<Str> => check(&[Check::Set(&["CoreOnly", "EnumOnly", "Both"])]);
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => pipeline;
        state {
            work: Option<Work>;
        }
    }
}
run!(FormatWide, request);

cmdlet! {
    /// Shows objects with what they hold, level by level.
    pub struct FormatCustom = "Format-Custom" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.FormatCustomCommand" {
        /// Properties to use: names, patterns, script blocks, or tables that calculate one.
        property = "Property": Option<Vec<Value>> => position(0);
        /// How many levels of objects inside objects are written.
        depth = "Depth": Option<i32> => check(&[Check::Range(1, 2147483647)]);
        /// Property whose change begins a new group.
        group_by = "GroupBy": Option<Value>;
        /// Name of the view to use.
        view = "View": Option<Str>;
        /// Shows what a property's script throws.
        show_error = "ShowError": Switch;
        /// Shows `#ERR` where a property's script fails.
        display_error = "DisplayError": Switch;
        /// Overrides what protects a target from being changed.
        force = "Force": Switch;
        /// Whether a collection, what it holds, or both are shown.
        expand = "Expand": Option<Str> => check(&[Check::Set(&["CoreOnly", "EnumOnly", "Both"])]);
        /// The objects to work on; usually they come through the pipeline.
        input_object = "InputObject": PsObject => pipeline;
        state {
            work: Option<Work>;
        }
    }
}
run!(FormatCustom, request);

impl FormatTable {
    fn request(&mut self, shell: &mut Shell<'_>) -> Result<Request> {
        let common = common!(
            self,
            shell,
            self.property.take().unwrap_or_default(),
            Kind::Table
        );
        Ok(Request::Table(TableRequest {
            common,
            autosize: self.auto_size.0,
            wrap: self.wrap.0,
            hide_headers: self.hide_table_headers.0,
            repeat_header: self.repeat_header.is_on(),
        }))
    }
}

impl FormatList {
    fn request(&mut self, shell: &mut Shell<'_>) -> Result<Request> {
        let common = common!(
            self,
            shell,
            self.property.take().unwrap_or_default(),
            Kind::List
        );
        Ok(Request::List(ListRequest { common }))
    }
}

impl FormatWide {
    fn request(&mut self, shell: &mut Shell<'_>) -> Result<Request> {
        if self.auto_size.is_on() && self.column.is_some() {
            let what =
                "The AutoSize and Column parameters cannot both be specified in the same command.";
            let fault = Fault::new(&types::INVALID_OPERATION_EXCEPTION, what)
                .id("FormatCannotSpecifyAutosizeAndColumns");
            return fault.category(object::Category::InvalidArgument).raise();
        }
        let common = common!(
            self,
            shell,
            self.property
                .take()
                .filter(|value| !value.is_null())
                .into_iter(),
            Kind::Wide
        );
        Ok(Request::Wide(WideRequest {
            common,
            autosize: self.auto_size.0,
            columns: self.column.map(|n| n.max(1) as usize),
        }))
    }
}

impl FormatCustom {
    fn request(&mut self, shell: &mut Shell<'_>) -> Result<Request> {
        let common = common!(
            self,
            shell,
            self.property.take().unwrap_or_default(),
            Kind::Custom
        );
        let mut request = CustomRequest {
            common,
            ..CustomRequest::default()
        };
        if let Some(depth) = self.depth {
            request.depth = depth.max(1) as usize;
        }
        Ok(Request::Custom(request))
    }
}

//! How the objects of this room show: tables and lists for the session's registry of views, the `Rc<Registry>` that the engine keeps as
//! a room and that the screen and the `Format-` cmdlets share.
//!
//! Only what differs from the default is here: objects of up to four properties would show as a table, others as a list of all.

use format::{Align, Registry, SessionBody, SessionColumn, SessionItem, SessionView};
use object::{Str, TypeInfo, Value};

/// Adds the views to a session.
pub fn register(registry: &Registry) {
    registry.append(vec![
        services(),
        modules(),
        events(),
        entries(),
        list(&crate::topology::MACHINE, &["Identity", "Pool", "Fqdn"]),
        list(
            &crate::backup::STATUS,
            &[
                "OverallExportStatus",
                "OverallImportStatus",
                "BackupModules",
            ],
        ),
        list(
            &crate::backup::BACKUP_RELATION,
            &["PrimaryPoolFqdn", "BackupPoolFqdn"],
        ),
    ]);
    let shown = crate::users::DISPLAYED
        .iter()
        .map(|name| Str::from(*name))
        .collect();
    registry.set_display_set(crate::users::AD_USER.name, Some(shown));
}

fn item(name: &str) -> SessionItem {
    SessionItem {
        label: None,
        expression: Value::from(name),
        format: None,
    }
}

fn column(name: &str, width: usize, align: Align) -> SessionColumn {
    SessionColumn {
        item: item(name),
        width,
        align,
        cell_align: align,
    }
}

fn table(kind: &TypeInfo, group: Option<SessionItem>, columns: Vec<SessionColumn>) -> SessionView {
    SessionView {
        file: Str::default(),
        name: Str::from(kind.short_name()),
        types: vec![Str::from(kind.name)],
        group,
        body: SessionBody::Table {
            columns,
            autosize: false,
            wrap: false,
            hide_header: false,
        },
    }
}

fn list(kind: &TypeInfo, names: &[&str]) -> SessionView {
    SessionView {
        file: Str::default(),
        name: Str::from(kind.short_name()),
        types: vec![Str::from(kind.name)],
        group: None,
        body: SessionBody::List(names.iter().map(|name| item(name)).collect()),
    }
}

/// Widths as the product's header has them [I-recall FACTS A.8.4].
fn services() -> SessionView {
    let columns = vec![
        column("Status", 8, Align::Left),
        column("Name", 15, Align::Left),
        column("ActivityLevel", 0, Align::Left),
    ];
    table(&crate::services::NT_SERVICE, None, columns)
}

fn modules() -> SessionView {
    let columns = vec![
        column("Identity", 0, Align::Left),
        column("ExportStatus", 0, Align::Left),
        column("ImportStatus", 0, Align::Left),
    ];
    table(&crate::backup::MODULE_STATUS, None, columns)
}

/// PowerShell's own view of entries of `Get-WinEvent`, on Windows.
fn events() -> SessionView {
    let columns = vec![
        column("TimeCreated", 26, Align::Left),
        column("Id", 8, Align::Right),
        column("LevelDisplayName", 16, Align::Left),
        column("Message", 0, Align::Left),
    ];
    table(
        &crate::events::EVENT_LOG_RECORD,
        Some(item("ProviderName")),
        columns,
    )
}

/// PowerShell's own view of entries of `Get-EventLog`, on Windows.
fn entries() -> SessionView {
    let mut time = column("TimeGenerated", 13, Align::Left);
    time.item.label = Some(Str::from("Time"));
    time.item.format = Some(Str::from("{0:MMM} {0:dd} {0:HH}:{0:mm}"));
    let columns = vec![
        column("Index", 8, Align::Right),
        time,
        column("EntryType", 11, Align::Left),
        column("Source", 20, Align::Left),
        column("InstanceID", 12, Align::Right),
        column("Message", 0, Align::Left),
    ];
    table(&crate::events::EVENT_LOG_ENTRY, None, columns)
}

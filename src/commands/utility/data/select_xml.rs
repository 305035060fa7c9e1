//! `Select-Xml`

use super::text_file::{files, read};
use crate::utility::objects::argument::*;
use engine::declare::Check;
use engine::{Run, Shell, cmdlet};
use object::members::xml::select::{Prefixes, select};
use object::members::xml::{Xml, load};
use object::types::{Member, Sig};
use object::{
    Category, Fault, Interrupt, Native, Result, Str, Type, TypeInfo, Value, convert, types,
};
use std::rc::Rc;

/// `SelectXmlInfo`
pub static SELECT_XML_INFO: TypeInfo = TypeInfo::class(
    "Microsoft.PowerShell.Commands.SelectXmlInfo",
    &types::OBJECT,
)
.members(|| MEMBERS);

/// One node found.
struct Found {
    node: Value,
    path: Str,
    pattern: Str,
    text: Str,
}

impl Native for Found {
    fn get_type(&self) -> Type {
        Type::Known(&SELECT_XML_INFO)
    }

    fn to_text(&self) -> Str {
        self.text.clone()
    }
}

fn of(value: &Value) -> Option<&Found> {
    value.as_native::<Found>()
}

const MEMBERS: &[Member] = &[
    Member::get("Node", Sig::One(&types::OBJECT), |call| {
        Ok(of(call.this)
            .map(|own| own.node.clone())
            .unwrap_or_default())
    }),
    Member::get("Path", Sig::One(&types::STRING), |call| {
        Ok(of(call.this).map(|own| own.path.clone()).into())
    }),
    Member::get("Pattern", Sig::One(&types::STRING), |call| {
        Ok(of(call.this).map(|own| own.pattern.clone()).into())
    }),
];

cmdlet! {
    /// Finds nodes in XML.
    pub struct SelectXml = "Select-Xml" in "Microsoft.PowerShell.Utility", class "Microsoft.PowerShell.Commands.SelectXmlCommand", default_set "Xml" {
        /// Paths of the files; wildcards are resolved.
        path = "Path": Option<Vec<Str>> => set("Path"), mandatory, position(1), by_name, check(&[Check::NotNullOrEmpty]);
        /// Paths of the files, taken as they are.
        literal_path = "LiteralPath": Option<Vec<Str>> => set("LiteralPath"), mandatory, by_name, alias(&["PSPath", "LP"]), check(&[Check::NotNullOrEmpty]);
        /// The nodes to search.
        xml = "Xml": Option<Vec<Value>> => set("Xml"), mandatory, position(1), pipeline, by_name, alias(&["Node"]), check(&[Check::NotNullOrEmpty]);
        /// The text to search.
        content = "Content": Option<Vec<Str>> => set("Content"), mandatory, pipeline, check(&[Check::AllowEmptyString, Check::NotNullOrEmpty]);
        /// The path of the nodes.
        x_path = "XPath": Option<Str> => mandatory, position(0), check(&[Check::NotNullOrEmpty]);
        /// Prefixes and the namespaces they stand for.
        namespace = "Namespace": HashtableArgument => check(&[Check::NotNullOrEmpty]);
    }
}

impl Run for SelectXml {
    fn process(&mut self, shell: &mut Shell<'_>) -> Result {
        let prefixes = self.prefixes(shell)?;
        for node in self.xml.take().into_iter().flatten() {
            self.search(shell, &node, "", &prefixes)?;
        }
        for text in self.content.take().into_iter().flatten() {
            let document = convert::to(
                shell.engine,
                &Value::Str(text.clone()),
                &Type::Known(&types::XML_DOCUMENT),
            );
            match document {
                Ok(document) => self.search(shell, &document, "", &prefixes)?,
                Err(stop) => match &*stop {
                    Interrupt::Error(record) => {
                        let fault = Fault::new(
                            &types::PS_INVALID_CAST_EXCEPTION,
                            record.exception_message(),
                        );
                        shell.error(
                            fault
                                .id("InvalidCastToXmlDocument")
                                .category(Category::InvalidArgument)
                                .target(Value::Str(text)),
                        )?;
                    }
                    _ => return Err(stop),
                },
            }
        }
        let literal = self.literal_path.is_some();
        for path in self
            .path
            .take()
            .into_iter()
            .chain(self.literal_path.take())
            .flatten()
        {
            let mut found = files(shell.engine, &path, literal);
            if found.is_empty() && !path.contains(['*', '?', '[']) {
                found.push(shell.engine.file_path(&path));
            }
            for file in found {
                self.search_file(shell, &file, &prefixes)?;
            }
        }
        Ok(())
    }
}

impl SelectXml {
    fn prefixes(&self, shell: &mut Shell<'_>) -> Result<Prefixes> {
        let mut prefixes = Prefixes::new();
        if let Some(table) = &self.namespace.0
            && let Value::Dict(dict) = table.base()
        {
            for (prefix, address) in dict.entries() {
                let prefix = convert::to_text(shell.engine, &prefix)?.to_string();
                prefixes.insert(
                    prefix,
                    convert::to_text(shell.engine, &address)?.to_string(),
                );
            }
        }
        Ok(prefixes)
    }

    fn search_file(
        &self,
        shell: &mut Shell<'_>,
        file: &std::path::Path,
        prefixes: &Prefixes,
    ) -> Result {
        let shown = file.to_string_lossy().into_owned();
        if !file.exists() {
            let what = format!("Cannot find path '{shown}' because it does not exist.");
            let fault = Fault::new(&types::ITEM_NOT_FOUND_EXCEPTION, what).id("PathNotFound");
            return shell.error(
                fault
                    .category(Category::ObjectNotFound)
                    .target(Value::from(shown)),
            );
        }
        let text = super::text_file::EncodingArgument::default().decode(&read(file)?);
        match load(&text) {
            Ok(document) => self.search(shell, &document, &shown, prefixes),
            Err(stop) => match &*stop {
                Interrupt::Error(record) => {
                    let what = format!(
                        "The file '{shown}' cannot be read: {}",
                        record.exception_message()
                    );
                    let fault = Fault::new(&types::ARGUMENT_EXCEPTION, what).id("ProcessingFile");
                    shell.error(
                        fault
                            .category(Category::NotSpecified)
                            .target(Value::from(shown)),
                    )
                }
                _ => Err(stop),
            },
        }
    }

    fn search(
        &self,
        shell: &mut Shell<'_>,
        value: &Value,
        path: &str,
        prefixes: &Prefixes,
    ) -> Result {
        let pattern = self.x_path.clone().unwrap_or_default();
        let Some(own) = value.as_native_rc::<Xml>() else {
            return Ok(());
        };
        if let Some(kind) =
            unknown_prefix(&pattern, prefixes).then_some(&object::members::exceptions::XPATH)
        {
            let what = "Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function.";
            return Fault::new(kind, what).id(kind.name).raise();
        }
        let nodes = match select(&pattern, &own.node, prefixes) {
            Ok(nodes) => nodes,
            Err(stop) => {
                if let Interrupt::Error(record) = &*stop {
                    let kind = &object::members::exceptions::XPATH;
                    return Fault::new(kind, record.exception_message())
                        .id(kind.name)
                        .raise();
                }
                return Err(stop);
            }
        };
        for node in nodes {
            let text = if path.is_empty() {
                Str::from(node.inner_text())
            } else {
                Str::from(path)
            };
            let shown = if path.is_empty() { "InputStream" } else { path };
            let found = Found {
                node: own.near(&Rc::clone(&node)),
                path: Str::from(shown),
                pattern: pattern.clone(),
                text,
            };
            shell.write(Value::native(found))?;
        }
        Ok(())
    }
}

/// Whether an expression uses a prefix that stands for nothing.
fn unknown_prefix(pattern: &str, prefixes: &Prefixes) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let mut quote = None;
    for (at, c) in pattern.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, ':') if !pattern[at + 1..].starts_with(':') && !pattern[..at].ends_with(':') => {
                let start = pattern[..at]
                    .rfind(|c: char| !is_name(c))
                    .map_or(0, |before| before + 1);
                let prefix = &pattern[start..at];
                if !prefix.is_empty() && prefix != "xml" && !prefixes.contains_key(prefix) {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

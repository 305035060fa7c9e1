//! Data as text: JSON, CSV, XML, HTML, hashes of files; and what would reach the network, which is not simulated.
//!
//! Read `text_file` (how files are read and written); each format has a reader, a writer and a file of its cmdlets.
//! Absent on purpose: the content cmdlets, which belong to the providers.

mod clixml;
mod clixml_read;
mod clixml_write;
mod csv;
mod csv_read;
mod csv_write;
mod file_hash;
mod html;
mod json;
mod json_made;
mod json_read;
mod json_scalar;
mod json_write;
mod markdown;
mod network;
mod select_xml;
mod serializer;
mod string_data;
mod temporary;
mod test_json;
pub mod text_file;
mod to_xml;

use engine::declare::Declaration;
use object::TypeInfo;

/// The cmdlets of this folder.
pub static CMDLETS: &[&Declaration] = &[
    &clixml::ConvertFromCliXml::DECLARATION,
    &clixml::ConvertToCliXml::DECLARATION,
    &clixml::ExportClixml::DECLARATION,
    &clixml::ImportClixml::DECLARATION,
    &csv::ConvertFromCsv::DECLARATION,
    &csv::ConvertToCsv::DECLARATION,
    &csv::ExportCsv::DECLARATION,
    &csv::ImportCsv::DECLARATION,
    &file_hash::GetFileHash::DECLARATION,
    &html::ConvertToHtml::DECLARATION,
    &json::ConvertFromJson::DECLARATION,
    &json::ConvertToJson::DECLARATION,
    &markdown::ConvertFromMarkdown::DECLARATION,
    &markdown::ShowMarkdown::DECLARATION,
    &markdown::options::GetMarkdownOption::DECLARATION,
    &markdown::options::SetMarkdownOption::DECLARATION,
    &network::InvokeRestMethod::DECLARATION,
    &network::InvokeWebRequest::DECLARATION,
    &network::OutGridView::DECLARATION,
    &network::SendMailMessage::DECLARATION,
    &select_xml::SelectXml::DECLARATION,
    &string_data::ConvertFromStringData::DECLARATION,
    &temporary::NewTemporaryFile::DECLARATION,
    &test_json::TestJson::DECLARATION,
    &to_xml::ConvertToXml::DECLARATION,
    &temporary::UnblockFile::DECLARATION,
];

/// The types of this folder.
pub static TYPES: &[&TypeInfo] = &[
    &csv_write::QUOTE_KIND,
    &file_hash::FILE_HASH_INFO,
    &markdown::MARKDOWN_INFO,
    &markdown::options::OPTION_INFO,
    &json::DATE_KIND,
    &json::ESCAPE_HANDLING,
    &json_read::ORDERED_HASHTABLE,
    &select_xml::SELECT_XML_INFO,
    &serializer::PS_SERIALIZER,
];

//! Members of .NET's types: a table a type or family, and how a member is found and chosen.
//!
//! Read `access` for how a name becomes a value or a call, `choose` for the choice among overloads.

pub mod access;
pub mod args;
pub mod array;
mod array_statics;
pub mod assembly;
pub mod base64;
pub mod big;
pub mod bit_array;
pub mod bits;
pub mod boolean;
pub mod category;
pub mod char;
pub mod choose;
pub mod code_pages;
pub mod comparer;
pub mod complex;
pub mod compression;
pub mod console;
pub mod convert_class;
pub mod credential;
pub mod crypto;
pub mod culture_formats;
pub mod culture_names;
pub mod cultures;
mod data;
pub mod date;
pub mod date_offset;
pub mod date_only;
pub mod decimal;
pub mod delegate;
pub mod dict;
pub mod dict_calls;
pub mod dict_view;
pub mod disk;
pub mod display;
pub mod encoding;
pub mod enumerator;
pub mod enums;
pub mod environment;
pub mod error;
pub mod exceptions;
pub mod failure;
pub mod file;
pub mod file_info;
pub mod float;
pub mod format;
pub mod guid;
mod hooks;
pub mod integer;
pub mod invocation;
pub mod invoke;
pub mod keys;
pub mod lazy;
pub mod linked_list;
pub mod linq;
pub mod linq_group;
pub mod list;
pub mod mail;
pub mod math;
pub mod method;
pub mod net;
pub mod nothing;
pub mod number;
pub mod object;
pub mod path;
pub mod primitives;
pub mod priority_queue;
pub mod ps_enums;
pub mod ps_member;
pub mod ps_object;
pub mod queue;
pub mod radix;
pub mod random;
pub mod reference;
pub mod reflection;
pub mod regex;
pub mod rune;
pub mod sequence;
pub mod set;
pub mod site;
pub mod span;
pub mod split;
pub mod stopwatch;
pub mod stream;
pub mod string;
pub mod string_builder;
pub mod table;
pub mod task;
pub mod text_io;
pub mod tuple;
pub mod r#type;
pub mod type_data;
pub mod units;
pub mod uri;
pub mod uri_builder;
pub mod uri_text;
pub mod version;
pub mod web;
pub mod wide;
pub mod wildcard;
pub mod xml;
mod xml_linq;
pub mod zip;
pub mod zip_format;
pub mod zone;

pub use access::{
    call_found, construct, constructor_parameter, find, get, get_static, invoke, invoke_static,
    read, set, set_static, write,
};
pub use display::{MemberView, members_of, static_members_of};
pub use nothing::is_null_like;
pub use site::{Site, plain_type};

use crate::TypeInfo;

/// Types whose statics stand in this folder.
pub(crate) static TYPES: &[&TypeInfo] = &[&method::PS_METHOD, &method::PS_SCRIPT_METHOD];

/// More lists of types, each beside the tables of its family.
pub(crate) static LISTS: &[&[&TypeInfo]] = &[
    BASE,
    COLLECTIONS,
    tuple::ALL,
    exceptions::ALL,
    ENGINE,
    FILES,
    PROCESS,
    SHELL,
    ps_member::ALL,
    xml::ALL,
    xml::writer::ALL,
    xml::reader::ALL,
    xml_linq::ALL,
    data::ALL,
    compression::ALL,
    zip::ALL,
    crypto::ALL,
    MORE,
    rune::ALL,
    wide::ALL,
    nothing::ALL,
    lazy::ALL,
    ps_enums::ALL,
    delegate::ALL,
];

static BASE: &[&TypeInfo] = &[
    &assembly::ASSEMBLY,
    &assembly::RUNTIME_ASSEMBLY,
    &assembly::TYPE_LOAD_EXCEPTION,
    &assembly::TYPE_ACCELERATORS,
    &bits::BIT_CONVERTER,
    &category::CATEGORY,
    &convert_class::CONVERT,
    &reflection::ACTIVATOR,
    &convert_class::DB_NULL,
    &convert_class::NULLABLE_STATICS,
    &primitives::LANGUAGE_PRIMITIVES,
    &complex::COMPLEX,
    &convert_class::BASE64_FORMATTING_OPTIONS,
    &culture_formats::CALENDAR_WEEK_RULE,
    &culture_formats::ISO_WEEK,
    &cultures::CALENDAR,
    &cultures::COMPARE_INFO,
    &cultures::COMPARE_OPTIONS,
    &cultures::CULTURE_NOT_FOUND_EXCEPTION,
    &cultures::CULTURE_TYPES,
    &cultures::DATE_TIME_FORMAT_INFO,
    &cultures::NORMALIZATION_FORM,
    &cultures::NUMBER_FORMAT_INFO,
    &cultures::TEXT_INFO,
    &date::DATE_TIME_STYLES,
    &date_offset::DATE_TIME_OFFSET,
    &date_only::DATE_ONLY,
    &date_only::TIME_ONLY,
    &encoding::ENCODING,
    &encoding::UTF8,
    &encoding::UTF8_SEALED,
    &encoding::UNICODE,
    &encoding::UTF32,
    &encoding::ASCII,
    &encoding::ASCII_SEALED,
    &encoding::LATIN1,
    &encoding::LATIN1_SEALED,
    &encoding::CODE_PAGE,
    &encoding::UTF7,
    &mail::MAIL_ADDRESS,
    &math::MATH,
    &net::ADDRESS_FAMILY,
    &net::IP_ADDRESS,
    &net::IP_END_POINT,
    &net::SOCKET_EXCEPTION,
    &random::RANDOM,
    &reflection::CONSTRUCTOR_INFO,
    &reflection::FIELD_INFO,
    &reflection::METHOD_INFO,
    &reflection::PROPERTY_INFO,
    &regex::CAPTURE,
    &regex::CAPTURE_COLLECTION,
    &regex::GROUP,
    &regex::GROUP_COLLECTION,
    &regex::MATCH,
    &regex::MATCH_COLLECTION,
    &regex::MATCH_EVALUATOR,
    &regex::REGEX_OPTIONS,
    &span::TIME_SPAN_STYLES,
    &stopwatch::STOPWATCH,
    &string_builder::STRING_BUILDER,
    &uri::URI,
    &uri::URI_BUILDER,
    &uri::URI_HOST_NAME_TYPE,
    &uri::URI_KIND,
    &uri::URI_PARTIAL,
    &uri::URI_FORMAT_EXCEPTION,
    &version::VERSION,
    &version::VERSION_TABLE,
    &version::SEMANTIC_VERSION,
    &zone::TIME_ZONE_INFO,
    &zone::TIME_ZONE_NOT_FOUND,
];

static COLLECTIONS: &[&TypeInfo] = &[
    &comparer::STRING_COMPARER,
    &comparer::CULTURE_AWARE,
    &comparer::ORDINAL_CASE_SENSITIVE,
    &comparer::ORDINAL_IGNORE_CASE,
    &comparer::IEQUALITY_COMPARER,
    &comparer::IEQUALITY_COMPARER_T,
    &comparer::COMPARER_T,
    &comparer::COMPARER_PLAIN,
    &comparer::CASE_INSENSITIVE_COMPARER,
    &comparer::EQUALITY_COMPARER_T,
    &comparer::STRUCTURAL_COMPARISONS,
    &comparer::STRUCTURAL_COMPARER,
    &comparer::STRUCTURAL_EQUALITY_COMPARER,
    &dict::SORTED_DICTIONARY,
    &dict::SORTED_LIST_T,
    &dict::SORTED_LIST,
    &dict::CONCURRENT_DICTIONARY,
    &dict::ORDERED_DICTIONARY_T,
    &dict::SYNC_HASHTABLE,
    &dict::LIST_DICTIONARY,
    &dict::HYBRID_DICTIONARY,
    &enumerator::IDICTIONARY_ENUMERATOR,
    &enumerator::CHAR_ENUMERATOR,
    &enumerator::ENUMERATOR_TYPE,
    &enumerator::LIST_ENUMERATOR,
    &enumerator::DICTIONARY_ENUMERATOR,
    &list::READ_ONLY_COLLECTION,
    &list::OBSERVABLE_COLLECTION,
    &list::PS_DATA_COLLECTION,
    &list::STRING_COLLECTION,
    &priority_queue::PRIORITY_QUEUE,
    &queue::QUEUE,
    &queue::STACK,
    &queue::QUEUE_T,
    &queue::STACK_T,
    &queue::CONCURRENT_QUEUE,
    &queue::CONCURRENT_STACK,
    &queue::CONCURRENT_BAG,
    &reference::PS_REFERENCE_T,
    &set::ISET,
    &set::HASH_SET,
    &set::SORTED_SET,
];

static ENGINE: &[&TypeInfo] = &[
    &error::ERROR_CATEGORY,
    &error::ERROR_CATEGORY_INFO,
    &error::ERROR_DETAILS,
    &invocation::INVOCATION_INFO,
    &invocation::COMMAND_ORIGIN,
];

static FILES: &[&TypeInfo] = &[
    &path::PATH,
    &file::FILE,
    &file::DIRECTORY,
    &file_info::MARSHAL_BY_REF,
    &file_info::FILE_SYSTEM_INFO,
    &file_info::FILE_INFO,
    &file_info::DIRECTORY_INFO,
    &file_info::FILE_ATTRIBUTES,
    &file_info::SEARCH_OPTION,
    &file_info::UNIX_FILE_MODE,
    &stream::STREAM,
    &stream::MEMORY_STREAM,
    &stream::FILE_STREAM,
    &stream::FILE_MODE,
    &stream::FILE_ACCESS,
    &stream::FILE_SHARE,
    &stream::SEEK_ORIGIN,
    &text_io::TEXT_READER,
    &text_io::STRING_READER,
    &text_io::STREAM_READER,
    &text_io::TEXT_WRITER,
    &text_io::STRING_WRITER,
    &text_io::STREAM_WRITER,
];

static PROCESS: &[&TypeInfo] = &[
    &environment::ENVIRONMENT,
    &environment::VARIABLE_TARGET,
    &environment::SPECIAL_FOLDER,
    &environment::SPECIAL_FOLDER_OPTION,
    &environment::OPERATING_SYSTEM,
    &environment::PLATFORM_ID,
    &environment::GC,
    &environment::THREAD,
    &environment::RUNTIME_INFORMATION,
    &environment::OS_PLATFORM,
    &environment::ARCHITECTURE,
];

static SHELL: &[&TypeInfo] = &[
    &console::CONSOLE,
    &console::CONSOLE_COLOR,
    &credential::SECURE_STRING,
    &credential::PS_CREDENTIAL,
    &credential::NETWORK_CREDENTIAL,
    &credential::MARSHAL,
    &credential::INT_PTR,
    &ps_object::PS_MEMBER_SET,
    &ps_object::MEMBER_COLLECTION,
    &wildcard::WILDCARD_PATTERN,
    &wildcard::WILDCARD_OPTIONS,
];

static MORE: &[&TypeInfo] = &[
    &bit_array::BIT_ARRAY,
    &linked_list::LINKED_LIST,
    &linked_list::LINKED_LIST_NODE,
    &linq::ENUMERABLE_TYPE,
    &linq_group::GROUPING,
    &linq_group::LOOKUP,
    &task::TASK,
    &task::TASK_T,
    &task::AWAITER,
    &web::WEB_UTILITY,
    &web::HTTP_UTILITY,
    &web::SECURITY_ELEMENT,
    &web::SERVICE_POINT_MANAGER,
];

//! The .NET types that the engine itself speaks of. Each is a static; its address is its identity.

use super::TypeInfo;
use crate::Value;
use crate::date::{DateTime, TimeSpan};
use rust_decimal::Decimal;

macro_rules! statics {
    ($($(#[$meta:meta])* $name:ident = $value:expr;)*) => {
        $($(#[$meta])* #[allow(missing_docs)] pub static $name: TypeInfo = $value;)*
        /// Every type of this file.
        pub(super) static CORE: &[&TypeInfo] = &[$(&$name),*];
    };
}

/// What every array implements.
pub(super) static ARRAY_INTERFACES: &[&TypeInfo] = &[
    &ICLONEABLE,
    &ILIST,
    &ICOLLECTION,
    &IENUMERABLE,
    &ILIST_T,
    &ICOLLECTION_T,
    &IENUMERABLE_T,
];

statics! {
    OBJECT = TypeInfo::root("System.Object").members(|| crate::members::object::MEMBERS);
    VALUE_TYPE = TypeInfo::class("System.ValueType", &OBJECT);
    ENUM = TypeInfo::class("System.Enum", &VALUE_TYPE).implements(&[&ICOMPARABLE, &IFORMATTABLE, &ICONVERTIBLE]).members(|| crate::members::enums::MEMBERS);
    VOID = TypeInfo::value("System.Void", || Value::Null);
    ARRAY = TypeInfo::class("System.Array", &OBJECT).implements(ARRAY_INTERFACES).members(|| crate::members::array::MEMBERS);
    DELEGATE = TypeInfo::class("System.Delegate", &OBJECT);

    ICOMPARABLE = TypeInfo::interface("System.IComparable");
    ICOMPARABLE_T = TypeInfo::interface("System.IComparable").arity(1);
    IEQUATABLE_T = TypeInfo::interface("System.IEquatable").arity(1);
    IFORMATTABLE = TypeInfo::interface("System.IFormattable");
    ICONVERTIBLE = TypeInfo::interface("System.IConvertible");
    ICLONEABLE = TypeInfo::interface("System.ICloneable");
    IDISPOSABLE = TypeInfo::interface("System.IDisposable");
    IENUMERABLE = TypeInfo::interface("System.Collections.IEnumerable");
    IENUMERATOR = TypeInfo::interface("System.Collections.IEnumerator");
    ICOLLECTION = TypeInfo::interface("System.Collections.ICollection").implements(&[&IENUMERABLE]);
    ILIST = TypeInfo::interface("System.Collections.IList").implements(&[&ICOLLECTION, &IENUMERABLE]);
    IDICTIONARY = TypeInfo::interface("System.Collections.IDictionary").implements(&[&ICOLLECTION, &IENUMERABLE]);
    ICOMPARER = TypeInfo::interface("System.Collections.IComparer");
    IENUMERABLE_T = TypeInfo::interface("System.Collections.Generic.IEnumerable").arity(1).implements(&[&IENUMERABLE]);
    ICOLLECTION_T = TypeInfo::interface("System.Collections.Generic.ICollection").arity(1).implements(&[&IENUMERABLE_T, &IENUMERABLE]);
    ILIST_T = TypeInfo::interface("System.Collections.Generic.IList").arity(1).implements(&[&ICOLLECTION_T, &IENUMERABLE_T, &IENUMERABLE]);
    IDICTIONARY_T = TypeInfo::interface("System.Collections.Generic.IDictionary").arity(2).implements(&[&ICOLLECTION_T, &IENUMERABLE_T, &IENUMERABLE]);
    ICOMPARER_T = TypeInfo::interface("System.Collections.Generic.IComparer").arity(1);

    BOOLEAN = TypeInfo::value("System.Boolean", || Value::Bool(false)).implements(&[&ICOMPARABLE, &ICONVERTIBLE, &ICOMPARABLE_T, &IEQUATABLE_T]).members(|| crate::members::boolean::MEMBERS);
    CHAR = TypeInfo::value("System.Char", || Value::Char(0)).implements(&[&ICOMPARABLE, &ICONVERTIBLE, &ICOMPARABLE_T, &IEQUATABLE_T]).members(|| crate::members::char::MEMBERS);
    SBYTE = TypeInfo::value("System.SByte", || Value::SByte(0)).implements(NUMBER).members(|| crate::members::number::SBYTE);
    BYTE = TypeInfo::value("System.Byte", || Value::Byte(0)).implements(NUMBER).members(|| crate::members::number::BYTE);
    INT16 = TypeInfo::value("System.Int16", || Value::Short(0)).implements(NUMBER).members(|| crate::members::number::INT16);
    UINT16 = TypeInfo::value("System.UInt16", || Value::UShort(0)).implements(NUMBER).members(|| crate::members::number::UINT16);
    INT32 = TypeInfo::value("System.Int32", || Value::Int(0)).implements(NUMBER).members(|| crate::members::number::INT32);
    UINT32 = TypeInfo::value("System.UInt32", || Value::UInt(0)).implements(NUMBER).members(|| crate::members::number::UINT32);
    INT64 = TypeInfo::value("System.Int64", || Value::Long(0)).implements(NUMBER).members(|| crate::members::number::INT64);
    UINT64 = TypeInfo::value("System.UInt64", || Value::ULong(0)).implements(NUMBER).members(|| crate::members::number::UINT64);
    SINGLE = TypeInfo::value("System.Single", || Value::Single(0.0)).implements(NUMBER).members(|| crate::members::number::SINGLE);
    DOUBLE = TypeInfo::value("System.Double", || Value::Double(0.0)).implements(NUMBER).members(|| crate::members::number::DOUBLE);
    DECIMAL = TypeInfo::value("System.Decimal", || Value::Decimal(Decimal::ZERO)).implements(NUMBER).members(|| crate::members::number::DECIMAL);
    BIG_INTEGER = TypeInfo::value("System.Numerics.BigInteger", || Value::BigInt(Default::default())).implements(&[&ICOMPARABLE, &IFORMATTABLE, &ICOMPARABLE_T, &IEQUATABLE_T]).members(|| crate::members::number::BIG_INTEGER);
    STRING = TypeInfo::class("System.String", &OBJECT).implements(&[&ICOMPARABLE, &IENUMERABLE, &ICONVERTIBLE, &IENUMERABLE_T, &ICOMPARABLE_T, &IEQUATABLE_T, &ICLONEABLE]).members(|| crate::members::string::MEMBERS);
    DATE_TIME = TypeInfo::value("System.DateTime", || Value::DateTime(DateTime::MIN)).implements(NUMBER).members(|| crate::members::date::DATE_TIME);
    TIME_SPAN = TypeInfo::value("System.TimeSpan", || Value::TimeSpan(TimeSpan::ZERO)).implements(&[&ICOMPARABLE, &ICOMPARABLE_T, &IEQUATABLE_T, &IFORMATTABLE]).members(|| crate::members::date::TIME_SPAN);
    GUID = TypeInfo::value("System.Guid", || Value::Guid([0; 16])).implements(&[&IFORMATTABLE, &ICOMPARABLE, &ICOMPARABLE_T, &IEQUATABLE_T]).members(|| crate::members::guid::MEMBERS);
    TYPE = TypeInfo::class("System.Type", &MEMBER_INFO).members(|| crate::members::r#type::MEMBERS);
    RUNTIME_TYPE = TypeInfo::class("System.RuntimeType", &TYPE);
    MEMBER_INFO = TypeInfo::class("System.Reflection.MemberInfo", &OBJECT);
    NULLABLE = TypeInfo::value("System.Nullable", || Value::Null).arity(1);

    IFORMAT_PROVIDER = TypeInfo::interface("System.IFormatProvider");
    TYPE_CODE = TypeInfo::enumeration("System.TypeCode", &[("Empty", 0), ("Object", 1), ("DBNull", 2), ("Boolean", 3), ("Char", 4), ("SByte", 5), ("Byte", 6), ("Int16", 7), ("UInt16", 8), ("Int32", 9), ("UInt32", 10), ("Int64", 11), ("UInt64", 12), ("Single", 13), ("Double", 14), ("Decimal", 15), ("DateTime", 16), ("String", 18)]);
    STRING_COMPARISON = TypeInfo::enumeration("System.StringComparison", &[("CurrentCulture", 0), ("CurrentCultureIgnoreCase", 1), ("InvariantCulture", 2), ("InvariantCultureIgnoreCase", 3), ("Ordinal", 4), ("OrdinalIgnoreCase", 5)]);
    STRING_SPLIT_OPTIONS = TypeInfo::flags("System.StringSplitOptions", &[("None", 0), ("RemoveEmptyEntries", 1), ("TrimEntries", 2)]);
    NUMBER_STYLES = TypeInfo::flags("System.Globalization.NumberStyles", &[("None", 0), ("AllowLeadingWhite", 1), ("AllowTrailingWhite", 2), ("AllowLeadingSign", 4), ("Integer", 7), ("AllowTrailingSign", 8), ("AllowParentheses", 16), ("AllowDecimalPoint", 32), ("AllowThousands", 64), ("Number", 111), ("AllowExponent", 128), ("Float", 167), ("AllowCurrencySymbol", 256), ("Currency", 383), ("Any", 511), ("AllowHexSpecifier", 512), ("HexNumber", 515), ("AllowBinarySpecifier", 1024), ("BinaryNumber", 1027), ("HexFloat", 679)]);
    CULTURE_INFO = TypeInfo::class("System.Globalization.CultureInfo", &OBJECT).implements(&[&ICLONEABLE, &IFORMAT_PROVIDER]).members(|| crate::members::cultures::CULTURE);
    DAY_OF_WEEK = TypeInfo::enumeration("System.DayOfWeek", &[("Sunday", 0), ("Monday", 1), ("Tuesday", 2), ("Wednesday", 3), ("Thursday", 4), ("Friday", 5), ("Saturday", 6)]);
    DATE_TIME_KIND = TypeInfo::enumeration("System.DateTimeKind", &[("Unspecified", 0), ("Utc", 1), ("Local", 2)]);
    MIDPOINT_ROUNDING = TypeInfo::enumeration("System.MidpointRounding", &[("ToEven", 0), ("AwayFromZero", 1), ("ToZero", 2), ("ToNegativeInfinity", 3), ("ToPositiveInfinity", 4)]);

    HASHTABLE = TypeInfo::class("System.Collections.Hashtable", &OBJECT).implements(&[&IDICTIONARY, &ICOLLECTION, &IENUMERABLE, &ICLONEABLE]).members(|| crate::members::dict::HASHTABLE);
    ORDERED_DICTIONARY = TypeInfo::class("System.Collections.Specialized.OrderedDictionary", &OBJECT).implements(&[&IDICTIONARY, &ICOLLECTION, &IENUMERABLE]).members(|| crate::members::dict::ORDERED);
    DICTIONARY = TypeInfo::class("System.Collections.Generic.Dictionary", &OBJECT).arity(2).implements(&[&IDICTIONARY_T, &IDICTIONARY, &ICOLLECTION, &IENUMERABLE_T, &IENUMERABLE]).members(|| crate::members::dict::DICTIONARY);
    DICTIONARY_ENTRY = TypeInfo::value("System.Collections.DictionaryEntry", || Value::Null).members(|| crate::members::dict::ENTRY_MEMBERS);
    KEY_VALUE_PAIR = TypeInfo::value("System.Collections.Generic.KeyValuePair", || Value::Null).arity(2).members(|| crate::members::dict::PAIR_MEMBERS);
    ARRAY_LIST = TypeInfo::class("System.Collections.ArrayList", &OBJECT).implements(&[&ILIST, &ICOLLECTION, &IENUMERABLE, &ICLONEABLE]).members(|| crate::members::list::ARRAY_LIST);
    LIST = TypeInfo::class("System.Collections.Generic.List", &OBJECT).arity(1).implements(&[&ILIST_T, &ILIST, &ICOLLECTION, &IENUMERABLE_T, &IENUMERABLE]).members(|| crate::members::list::LIST);
    COLLECTION = TypeInfo::class("System.Collections.ObjectModel.Collection", &OBJECT).arity(1).implements(&[&ILIST_T, &ILIST, &ICOLLECTION, &IENUMERABLE_T, &IENUMERABLE]).members(|| crate::members::list::COLLECTION);

    PSOBJECT = TypeInfo::class("System.Management.Automation.PSObject", &OBJECT).members(|| crate::members::ps_object::PSOBJECT);
    PSCUSTOMOBJECT = TypeInfo::class("System.Management.Automation.PSCustomObject", &OBJECT);
    SWITCH_PARAMETER = TypeInfo::value("System.Management.Automation.SwitchParameter", || Value::Switch(false)).members(|| crate::members::boolean::SWITCH);
    SCRIPT_BLOCK = TypeInfo::class("System.Management.Automation.ScriptBlock", &OBJECT).members(|| SCRIPT_BLOCK_MEMBERS.get().copied().unwrap_or_default());
    ERROR_RECORD = TypeInfo::class("System.Management.Automation.ErrorRecord", &OBJECT).members(|| crate::members::error::ERROR_RECORD);
    PS_REFERENCE = TypeInfo::class("System.Management.Automation.PSReference", &OBJECT).members(|| crate::members::reference::MEMBERS);
    REGEX = TypeInfo::class("System.Text.RegularExpressions.Regex", &OBJECT).members(|| crate::members::regex::REGEX);
    XML_DOCUMENT = TypeInfo::class("System.Xml.XmlDocument", &crate::members::xml::NODE).members(|| crate::members::xml::DOCUMENT);

    EXCEPTION = TypeInfo::class("System.Exception", &OBJECT).members(|| crate::members::error::EXCEPTION);
    SYSTEM_EXCEPTION = TypeInfo::class("System.SystemException", &EXCEPTION);
    RUNTIME_EXCEPTION = TypeInfo::class("System.Management.Automation.RuntimeException", &SYSTEM_EXCEPTION).members(|| crate::members::error::RUNTIME_EXCEPTION);
    ARGUMENT_EXCEPTION = TypeInfo::class("System.ArgumentException", &SYSTEM_EXCEPTION).members(|| crate::members::exceptions::ARGUMENT_MEMBERS);
    ARGUMENT_NULL_EXCEPTION = TypeInfo::class("System.ArgumentNullException", &ARGUMENT_EXCEPTION).members(|| crate::members::exceptions::ARGUMENT_NULL_MEMBERS);
    ARGUMENT_OUT_OF_RANGE_EXCEPTION = TypeInfo::class("System.ArgumentOutOfRangeException", &ARGUMENT_EXCEPTION).members(|| crate::members::exceptions::ARGUMENT_RANGE_MEMBERS);
    FORMAT_EXCEPTION = TypeInfo::class("System.FormatException", &SYSTEM_EXCEPTION);
    ARITHMETIC_EXCEPTION = TypeInfo::class("System.ArithmeticException", &SYSTEM_EXCEPTION);
    OVERFLOW_EXCEPTION = TypeInfo::class("System.OverflowException", &ARITHMETIC_EXCEPTION);
    DIVIDE_BY_ZERO_EXCEPTION = TypeInfo::class("System.DivideByZeroException", &ARITHMETIC_EXCEPTION);
    INVALID_CAST_EXCEPTION = TypeInfo::class("System.InvalidCastException", &SYSTEM_EXCEPTION);
    INVALID_OPERATION_EXCEPTION = TypeInfo::class("System.InvalidOperationException", &SYSTEM_EXCEPTION);
    NOT_SUPPORTED_EXCEPTION = TypeInfo::class("System.NotSupportedException", &SYSTEM_EXCEPTION);
    NOT_IMPLEMENTED_EXCEPTION = TypeInfo::class("System.NotImplementedException", &SYSTEM_EXCEPTION);
    INDEX_OUT_OF_RANGE_EXCEPTION = TypeInfo::class("System.IndexOutOfRangeException", &SYSTEM_EXCEPTION);
    KEY_NOT_FOUND_EXCEPTION = TypeInfo::class("System.Collections.Generic.KeyNotFoundException", &SYSTEM_EXCEPTION);
    NULL_REFERENCE_EXCEPTION = TypeInfo::class("System.NullReferenceException", &SYSTEM_EXCEPTION);
    UNAUTHORIZED_ACCESS_EXCEPTION = TypeInfo::class("System.UnauthorizedAccessException", &SYSTEM_EXCEPTION);
    TIMEOUT_EXCEPTION = TypeInfo::class("System.TimeoutException", &SYSTEM_EXCEPTION);
    OUT_OF_MEMORY_EXCEPTION = TypeInfo::class("System.OutOfMemoryException", &SYSTEM_EXCEPTION);
    RANK_EXCEPTION = TypeInfo::class("System.RankException", &SYSTEM_EXCEPTION);
    ARRAY_TYPE_MISMATCH_EXCEPTION = TypeInfo::class("System.ArrayTypeMismatchException", &SYSTEM_EXCEPTION);
    OPERATION_CANCELED_EXCEPTION = TypeInfo::class("System.OperationCanceledException", &SYSTEM_EXCEPTION);
    APPLICATION_EXCEPTION = TypeInfo::class("System.ApplicationException", &EXCEPTION);
    IO_EXCEPTION = TypeInfo::class("System.IO.IOException", &SYSTEM_EXCEPTION);
    FILE_NOT_FOUND_EXCEPTION = TypeInfo::class("System.IO.FileNotFoundException", &IO_EXCEPTION).members(|| crate::members::exceptions::FILE_NOT_FOUND_MEMBERS);
    DIRECTORY_NOT_FOUND_EXCEPTION = TypeInfo::class("System.IO.DirectoryNotFoundException", &IO_EXCEPTION);
    REGEX_PARSE_EXCEPTION = TypeInfo::class("System.Text.RegularExpressions.RegexParseException", &ARGUMENT_EXCEPTION);
    PS_INVALID_CAST_EXCEPTION = TypeInfo::class("System.Management.Automation.PSInvalidCastException", &INVALID_CAST_EXCEPTION);
    PS_INVALID_OPERATION_EXCEPTION = TypeInfo::class("System.Management.Automation.PSInvalidOperationException", &INVALID_OPERATION_EXCEPTION);
    PS_ARGUMENT_EXCEPTION = TypeInfo::class("System.Management.Automation.PSArgumentException", &ARGUMENT_EXCEPTION);
    PS_ARGUMENT_NULL_EXCEPTION = TypeInfo::class("System.Management.Automation.PSArgumentNullException", &ARGUMENT_NULL_EXCEPTION);
    PS_ARGUMENT_OUT_OF_RANGE_EXCEPTION = TypeInfo::class("System.Management.Automation.PSArgumentOutOfRangeException", &ARGUMENT_OUT_OF_RANGE_EXCEPTION);
    PS_NOT_SUPPORTED_EXCEPTION = TypeInfo::class("System.Management.Automation.PSNotSupportedException", &NOT_SUPPORTED_EXCEPTION);
    PS_NOT_IMPLEMENTED_EXCEPTION = TypeInfo::class("System.Management.Automation.PSNotImplementedException", &NOT_IMPLEMENTED_EXCEPTION);
    PIPELINE_STOPPED_EXCEPTION = TypeInfo::class("System.Management.Automation.PipelineStoppedException", &RUNTIME_EXCEPTION);
    ACTION_PREFERENCE_STOP_EXCEPTION = TypeInfo::class("System.Management.Automation.ActionPreferenceStopException", &RUNTIME_EXCEPTION);
    COMMAND_NOT_FOUND_EXCEPTION = TypeInfo::class("System.Management.Automation.CommandNotFoundException", &RUNTIME_EXCEPTION);
    PARSE_EXCEPTION = TypeInfo::class("System.Management.Automation.ParseException", &RUNTIME_EXCEPTION);
    INCOMPLETE_PARSE_EXCEPTION = TypeInfo::class("System.Management.Automation.IncompleteParseException", &PARSE_EXCEPTION);
    PARAMETER_BINDING_EXCEPTION = TypeInfo::class("System.Management.Automation.ParameterBindingException", &RUNTIME_EXCEPTION);
    PARAMETER_BINDING_VALIDATION_EXCEPTION = TypeInfo::class("System.Management.Automation.ParameterBindingValidationException", &PARAMETER_BINDING_EXCEPTION);
    PARAMETER_BINDING_ARGUMENT_TRANSFORMATION_EXCEPTION = TypeInfo::class("System.Management.Automation.ParameterBindingArgumentTransformationException", &PARAMETER_BINDING_EXCEPTION);
    METADATA_EXCEPTION = TypeInfo::class("System.Management.Automation.MetadataException", &RUNTIME_EXCEPTION);
    VALIDATION_METADATA_EXCEPTION = TypeInfo::class("System.Management.Automation.ValidationMetadataException", &METADATA_EXCEPTION);
    ARGUMENT_TRANSFORMATION_METADATA_EXCEPTION = TypeInfo::class("System.Management.Automation.ArgumentTransformationMetadataException", &METADATA_EXCEPTION);
    METHOD_EXCEPTION = TypeInfo::class("System.Management.Automation.MethodException", &EXTENDED_TYPE_SYSTEM_EXCEPTION);
    METHOD_INVOCATION_EXCEPTION = TypeInfo::class("System.Management.Automation.MethodInvocationException", &METHOD_EXCEPTION);
    EXTENDED_TYPE_SYSTEM_EXCEPTION = TypeInfo::class("System.Management.Automation.ExtendedTypeSystemException", &RUNTIME_EXCEPTION);
    GET_VALUE_EXCEPTION = TypeInfo::class("System.Management.Automation.GetValueException", &EXTENDED_TYPE_SYSTEM_EXCEPTION);
    GET_VALUE_INVOCATION_EXCEPTION = TypeInfo::class("System.Management.Automation.GetValueInvocationException", &GET_VALUE_EXCEPTION);
    SET_VALUE_EXCEPTION = TypeInfo::class("System.Management.Automation.SetValueException", &EXTENDED_TYPE_SYSTEM_EXCEPTION);
    SET_VALUE_INVOCATION_EXCEPTION = TypeInfo::class("System.Management.Automation.SetValueInvocationException", &SET_VALUE_EXCEPTION);
    PROPERTY_NOT_FOUND_EXCEPTION = TypeInfo::class("System.Management.Automation.PropertyNotFoundException", &EXTENDED_TYPE_SYSTEM_EXCEPTION);
    SESSION_STATE_EXCEPTION = TypeInfo::class("System.Management.Automation.SessionStateException", &RUNTIME_EXCEPTION);
    SESSION_STATE_UNAUTHORIZED_ACCESS_EXCEPTION = TypeInfo::class("System.Management.Automation.SessionStateUnauthorizedAccessException", &SESSION_STATE_EXCEPTION);
    ITEM_NOT_FOUND_EXCEPTION = TypeInfo::class("System.Management.Automation.ItemNotFoundException", &SESSION_STATE_EXCEPTION);
    DRIVE_NOT_FOUND_EXCEPTION = TypeInfo::class("System.Management.Automation.DriveNotFoundException", &SESSION_STATE_EXCEPTION);
    PROVIDER_NOT_FOUND_EXCEPTION = TypeInfo::class("System.Management.Automation.ProviderNotFoundException", &SESSION_STATE_EXCEPTION);
    PROVIDER_INVOCATION_EXCEPTION = TypeInfo::class("System.Management.Automation.ProviderInvocationException", &RUNTIME_EXCEPTION);
    SCRIPT_CALL_DEPTH_EXCEPTION = TypeInfo::class("System.Management.Automation.ScriptCallDepthException", &SYSTEM_EXCEPTION);
    SCRIPT_REQUIRES_EXCEPTION = TypeInfo::class("System.Management.Automation.ScriptRequiresException", &RUNTIME_EXCEPTION);
    WRITE_ERROR_EXCEPTION = TypeInfo::class("Microsoft.PowerShell.Commands.WriteErrorException", &SYSTEM_EXCEPTION);
    WILDCARD_PATTERN_EXCEPTION = TypeInfo::class("System.Management.Automation.WildcardPatternException", &RUNTIME_EXCEPTION);
    HALT_COMMAND_EXCEPTION = TypeInfo::class("System.Management.Automation.HaltCommandException", &SYSTEM_EXCEPTION);
    REMOTE_EXCEPTION = TypeInfo::class("System.Management.Automation.RemoteException", &RUNTIME_EXCEPTION);
    HOST_EXCEPTION = TypeInfo::class("System.Management.Automation.Host.HostException", &RUNTIME_EXCEPTION);
}

/// What every number type implements.
static NUMBER: &[&TypeInfo] = &[
    &ICOMPARABLE,
    &ICONVERTIBLE,
    &IFORMATTABLE,
    &ICOMPARABLE_T,
    &IEQUATABLE_T,
];

/// The members of script blocks, which the engine brings: what a script block is made of is unknown here.
pub static SCRIPT_BLOCK_MEMBERS: std::sync::OnceLock<&'static [super::Member]> =
    std::sync::OnceLock::new();

//! Secrets, credentials, policies. Nothing here is encrypted for real: a rehearsal has no secrets worth it.
//!
//! Absent on purpose: certificates, signatures and access lists, which are not simulated.

mod credential;
mod policy;
mod secure_string;

use engine::declare::Declaration;
use object::TypeInfo;

/// The cmdlets of this folder.
pub static CMDLETS: &[&Declaration] = &[
    &credential::GetCredential::DECLARATION,
    &policy::GetAcl::DECLARATION,
    &policy::GetAuthenticodeSignature::DECLARATION,
    &policy::GetExecutionPolicy::DECLARATION,
    &policy::SetAcl::DECLARATION,
    &policy::SetExecutionPolicy::DECLARATION,
    &secure_string::ConvertFromSecureString::DECLARATION,
    &secure_string::ConvertToSecureString::DECLARATION,
];

/// The types of this folder.
pub static TYPES: &[&TypeInfo] = &[&policy::POLICY, &policy::POLICY_SCOPE];

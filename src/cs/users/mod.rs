//! Users, and where they are served.
//!
//! Read `account` (a user as scripts see him), `filter` (the language of `-Filter`), then the cmdlets `get` and `pool_info`.

mod account;
mod filter;
mod get;
mod pool_info;

pub use account::{AD_USER, DISPLAYED};
pub use get::GetCsUser;
pub use pool_info::GetCsUserPoolInfo;

use object::TypeInfo;
use pool_info::USER_POOL_INFO;

/// The types of this room.
pub static TYPES: &[&TypeInfo] = &[&AD_USER, &USER_POOL_INFO];

//! Traits: specification attributes, their values, and generic code that relies on them.

use crate::Counter;

/// Something with a level. The attributes are declared here and given values by every implementation.
#[rr::exists("Level" : "{xt_of Self} → Z")]
#[rr::exists("Level_nonneg" : "∀ x, (0 ≤ {Level} x)%Z")]
pub trait Gauge {
    #[rr::returns("{Level} self")]
    fn level(&self) -> u32;

    /// Functions without clauses need `rr::verify`: RefinedRust skips a trait that is annotated in part.
    #[rr::verify]
    fn unit(&self) -> u8;
}

#[rr::instantiate("Level" := "λ c, Z.max 0 c.1")]
#[rr::instantiate("Level_nonneg" := #proof "intros [??]; simpl; lia")]
impl Gauge for Counter {
    fn level(&self) -> u32 {
        self.count()
    }

    fn unit(&self) -> u8 {
        1
    }
}

/// Generic code mentions an attribute of a bound as `{T::Level}`.
#[rr::returns("bool_decide ({T::Level} gauge < limit)")]
pub fn below<T: Gauge>(gauge: &T, limit: u32) -> bool {
    gauge.level() < limit
}

/// A `#trait` clause fixes an attribute of the bound: only gauges that are always empty may be passed.
#[rr::requires(#trait T::Level := "λ _, 0%Z")]
#[rr::returns("0")]
pub fn idle_level<T: Gauge>(gauge: &T) -> u32 {
    gauge.level()
}

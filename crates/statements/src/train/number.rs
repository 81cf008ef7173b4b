//! Exponential and logarithm in plain arithmetic: the ones of the system differ from machine to
//! machine in the last bit, and training must not.

const LN_2: f64 = std::f64::consts::LN_2;

/// Returns e to the power of `x`; `x` is kept between -700 and 700.
pub(super) fn exp(x: f64) -> f64 {
    let x = x.clamp(-700.0, 700.0);
    let whole = (x / LN_2).round();
    let rest = x - whole * LN_2;
    let mut term = 1.0;
    let mut sum = 1.0;
    for step in 1..14 {
        term *= rest / f64::from(step);
        sum += term;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "within ±1010 by the clamp above"
    )]
    let power = (whole as i64 + 1023).cast_unsigned() << 52;
    sum * f64::from_bits(power)
}

/// Returns the natural logarithm of a positive number.
pub(super) fn ln(x: f64) -> f64 {
    let bits = x.to_bits();
    let power = f64::from(u32::try_from(bits >> 52).unwrap_or(0)) - 1023.0;
    let part = f64::from_bits(bits & ((1 << 52) - 1) | 1023 << 52);
    let ratio = (part - 1.0) / (part + 1.0);
    let square = ratio * ratio;
    let mut sum = 0.0;
    let mut odd = ratio;
    for step in 0..20 {
        sum += odd / f64::from(2 * step + 1);
        odd *= square;
    }
    2.0 * sum + power * LN_2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_as_exact_as_those_of_the_system() {
        for x in [-600.0, -3.5, -1e-9, 0.0, 0.1, 1.0, 42.0, 600.0] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-13, "exp {x}");
        }
        for x in [1e-200, 0.3, 1.0, 1.5, 2.0, 12345.6, 1e200] {
            assert!(
                (ln(x) - x.ln()).abs() < 1e-12 * (1.0 + x.ln().abs()),
                "ln {x}"
            );
        }
    }
}

package sekisho.replay.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/// So many of so many.
@JsonPropertyOrder({"part", "whole", "value", "low95", "high95"})
record Share(long part, long whole) {
    private static final double Z = 1.959963984540054;

    /// From 0 to 1; `NaN` of nothing.
    @JsonProperty("value")
    double value() {
        return (double) part / whole;
    }

    /// Lower end of the 95 % interval after Wilson; `NaN` of nothing.
    @JsonProperty("low95")
    double low() {
        return part == 0 && whole > 0 ? 0 : centre() - halfWidth();
    }

    /// Upper end of the 95 % interval after Wilson; `NaN` of nothing.
    @JsonProperty("high95")
    double high() {
        return part == whole && whole > 0 ? 1 : centre() + halfWidth();
    }

    private double centre() {
        return (value() + Z * Z / (2 * whole)) / (1 + Z * Z / whole);
    }

    private double halfWidth() {
        double variance = value() * (1 - value()) / whole + Z * Z / (4.0 * whole * whole);
        return Z * Math.sqrt(variance) / (1 + Z * Z / whole);
    }
}

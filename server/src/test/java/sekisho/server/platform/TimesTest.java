package sekisho.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final Instant WHEN = Instant.parse("2026-11-22T05:26:59Z");

    @Test
    void aTimeNamesItsDayAndItsZoneInTheReadersLanguage() {
        Times times = new Times("Asia/Tokyo");

        assertThat(times.full(WHEN, Locale.JAPAN)).isEqualTo("2026年11月22日（日）14時26分（日本時間）");
        assertThat(times.full(WHEN, Locale.ENGLISH)).isEqualTo("22 November 2026, 14:26 (Japan time)");
        assertThat(times.clock(Instant.parse("2026-11-22T00:05:00Z"), Locale.JAPANESE))
                .isEqualTo("9時05分");
        assertThat(times.clock(Instant.parse("2026-11-22T00:05:00Z"), Locale.UK))
                .isEqualTo("09:05");
    }

    @Test
    void aSiteElsewhereWritesItsOwnZone() {
        Times times = new Times("Europe/Berlin");

        assertThat(times.full(WHEN, Locale.ENGLISH))
                .startsWith("22 November 2026, 06:26 (")
                .contains("Europe");
        assertThat(times.full(WHEN, Locale.JAPANESE))
                .startsWith("2026年11月22日（日）6時26分（")
                .contains("ヨーロッパ");
    }

    @Test
    void aZoneThatDoesNotExistIsRefusedWithAHint() {
        assertThatThrownBy(() -> new Times("Asia/Edo"))
                .hasMessageContaining("sekisho.time-zone")
                .hasMessageContaining("Asia/Tokyo");
    }
}

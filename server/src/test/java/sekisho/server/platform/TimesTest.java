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
    void hoursThatAreCountedInUtcAreWrittenInTheSitesZone() {
        Instant summer = Instant.parse("2026-07-22T20:00:00Z");

        assertThat(new Times("Asia/Tokyo").span(WHEN, 21, 3, Locale.JAPAN)).isEqualTo("6時〜9時（日本時間）");
        assertThat(new Times("Asia/Tokyo").span(WHEN, 0, 3, Locale.ENGLISH)).isEqualTo("09:00–12:00 (Japan time)");
        assertThat(new Times("Asia/Kolkata").span(WHEN, 3, 3, Locale.JAPAN)).startsWith("8時30分〜11時30分（");
        assertThat(new Times("Europe/Berlin").span(WHEN, 6, 3, Locale.ENGLISH)).startsWith("07:00–10:00");
        assertThat(new Times("Europe/Berlin").span(summer, 6, 3, Locale.ENGLISH))
                .startsWith("08:00–11:00");
    }

    @Test
    void aZoneThatDoesNotExistIsRefusedWithAHint() {
        assertThatThrownBy(() -> new Times("Asia/Edo"))
                .hasMessageContaining("sekisho.time-zone")
                .hasMessageContaining("Asia/Tokyo");
    }
}

package sekisho.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What is drawn where. The drawing's frame goes from 46 to 340 and from 206 up to 10.
class ChartTest {
    private final Chart chart = new Chart(Axis.histories("sign-ins"), Axis.shares("challenged"));

    private static String svg(Chart chart) {
        Markup page = new Markup();
        chart.write(page, "title", "42% & more");
        return page.page();
    }

    @Test
    void theCornersOfTheFrameAreTheEndsOfTheAxes() {
        chart.line("sekisho", Look.of(0), List.of(new Chart.Point(0, 0), new Chart.Point(40, 1)));
        assertThat(svg(chart)).contains("M46.0 206.0L340.0 10.0");
    }

    @Test
    void aLineBreaksWhereThereIsNoValue() {
        chart.line(
                "sekisho",
                Look.of(0),
                List.of(
                        new Chart.Point(0, 0),
                        new Chart.Point(10, 0),
                        new Chart.Point(20, Double.NaN),
                        new Chart.Point(30, 1),
                        new Chart.Point(40, 1)));
        assertThat(svg(chart)).contains("d=\"M46.0 206.0L119.5 206.0M266.5 10.0L340.0 10.0\"");
    }

    @Test
    void valuesBeyondTheAxesStayInTheFrame() {
        chart.marks("rule", Look.of(1), List.of(new Chart.Point(1000, 7)));
        assertThat(svg(chart)).contains("M340.0 10.0");
    }

    @Test
    void barsStandOnTheLowerAxis() {
        chart.bars("legitimate", Look.of(1), 10, List.of(new Chart.Point(20, 0.5)));
        assertThat(svg(chart)).contains("x=\"193.0\" y=\"108.0\" width=\"73.5\" height=\"98.0\"");
    }

    @Test
    void theSummaryIsTheDescription() {
        assertThat(svg(chart))
                .contains("aria-describedby=\"title-summary\"")
                .contains("<desc id=\"title-summary\">42% &amp; more</desc>");
    }

    @Test
    void theLegendNamesEverySeries() {
        chart.line("sekisho", Look.of(0), List.of()).marks("rule", Look.of(1), List.of());
        Markup page = new Markup();
        chart.writeLegend(page);
        assertThat(page.page()).contains("<span>sekisho</span>", "<span>rule</span>");
    }
}

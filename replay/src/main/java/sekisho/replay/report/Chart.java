package sekisho.replay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A chart as SVG: lines, points and bars over two axes. It is narrow, so that its texts stay readable on a
/// phone; what it says must also stand in a table.
final class Chart {
    private static final int WIDTH = 360;
    private static final int HEIGHT = 250;
    private static final int LEFT = 46;
    private static final int RIGHT = 20;
    private static final int TOP = 10;
    private static final int BOTTOM = 44;

    /// Marks on a line keep this distance.
    private static final double MARK_DISTANCE = 48;

    private final Axis x;
    private final Axis y;
    private final List<Series> series = new ArrayList<>();

    Chart(Axis x, Axis y) {
        this.x = x;
        this.y = y;
    }

    record Point(double x, double y) {}

    private enum Kind {
        LINE,
        MARKS,
        BARS
    }

    private record Series(String name, Look look, Kind kind, List<Point> points, double width) {}

    /// A line through points in order of `x`; it breaks where a value is not a number.
    Chart line(String name, Look look, List<Point> points) {
        series.add(new Series(name, look, Kind.LINE, List.copyOf(points), 0));
        return this;
    }

    /// Points that belong to no line.
    Chart marks(String name, Look look, List<Point> points) {
        series.add(new Series(name, look, Kind.MARKS, List.copyOf(points), 0));
        return this;
    }

    /// Bars that begin at `x` and are so wide.
    Chart bars(String name, Look look, double width, List<Point> points) {
        series.add(new Series(name, look, Kind.BARS, List.copyOf(points), width));
        return this;
    }

    boolean isEmpty() {
        return series.stream().allMatch(one -> one.points().isEmpty());
    }

    /// Writes the drawing.
    ///
    /// @param titleId the id of the element that names it
    /// @param summary what it shows, in words
    void write(Markup page, String titleId, String summary) {
        String summaryId = titleId + "-summary";
        page.open(
                "svg",
                "class",
                "chart",
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "role",
                "img",
                "aria-labelledby",
                titleId,
                "aria-describedby",
                summaryId);
        page.element("desc", summary, "id", summaryId);
        writeAxes(page);
        for (Series one : series) {
            switch (one.kind()) {
                case LINE -> writeLine(page, one);
                case MARKS ->
                    one.points().forEach(point -> writeMark(page, one.look(), left(point.x()), top(point.y())));
                case BARS -> writeBars(page, one);
            }
        }
        page.close();
    }

    /// Writes what each look stands for.
    void writeLegend(Markup page) {
        page.open("ul", "class", "legend");
        for (Series one : series) {
            page.open("li");
            page.open("svg", "viewBox", "0 0 32 12", "aria-hidden", "true");
            writeSwatch(page, one);
            page.close();
            page.element("span", one.name()).close();
        }
        page.close();
    }

    private static void writeSwatch(Markup page, Series one) {
        switch (one.kind()) {
            case LINE -> {
                writePath(page, one.look(), "M1 6H31");
                writeMark(page, one.look(), 16, 6);
            }
            case MARKS -> writeMark(page, one.look(), 16, 6);
            case BARS -> writeBar(page, one.look(), 10, 1, 12, 10);
        }
    }

    private void writeAxes(Markup page) {
        for (Axis.Tick tick : x.ticks()) {
            String place = number(left(tick.value()));
            page.empty("path", "class", "grid", "d", "M" + place + " " + TOP + "V" + (HEIGHT - BOTTOM));
            page.element(
                    "text",
                    tick.label(),
                    "x",
                    place,
                    "y",
                    String.valueOf(HEIGHT - BOTTOM + 16),
                    "text-anchor",
                    "middle");
        }
        for (Axis.Tick tick : y.ticks()) {
            double place = top(tick.value());
            page.empty("path", "class", "grid", "d", "M" + LEFT + " " + number(place) + "H" + (WIDTH - RIGHT));
            page.element(
                    "text", tick.label(), "x", String.valueOf(LEFT - 6), "y", number(place + 4), "text-anchor", "end");
        }
        page.element(
                "text",
                x.label(),
                "class",
                "axis",
                "x",
                number((LEFT + WIDTH - RIGHT) / 2.0),
                "y",
                String.valueOf(HEIGHT - 8),
                "text-anchor",
                "middle");
    }

    private void writeLine(Markup page, Series one) {
        StringBuilder path = new StringBuilder();
        boolean isDrawing = false;
        for (Point point : one.points()) {
            if (isShown(point)) {
                path.append(isDrawing ? 'L' : 'M')
                        .append(number(left(point.x())))
                        .append(' ')
                        .append(number(top(point.y())));
            }
            isDrawing = isShown(point);
        }
        writePath(page, one.look(), path.toString());
        double last = Double.NEGATIVE_INFINITY;
        for (Point point : one.points()) {
            double place = left(point.x());
            if (isShown(point) && place - last >= MARK_DISTANCE) {
                writeMark(page, one.look(), place, top(point.y()));
                last = place;
            }
        }
    }

    private static boolean isShown(Point point) {
        return Double.isFinite(point.x()) && Double.isFinite(point.y());
    }

    private static void writePath(Markup page, Look look, String path) {
        page.empty("path", "class", "line", "d", path, "stroke", look.colour(), "stroke-dasharray", look.dashes());
    }

    private void writeBars(Markup page, Series one) {
        for (Point bar : one.points()) {
            double left = left(bar.x());
            double top = top(bar.y());
            writeBar(page, one.look(), left, top, left(bar.x() + one.width()) - left, HEIGHT - BOTTOM - top);
        }
    }

    private static void writeBar(Markup page, Look look, double left, double top, double width, double height) {
        page.empty(
                "rect",
                "x",
                number(left),
                "y",
                number(top),
                "width",
                number(Math.max(width, 0)),
                "height",
                number(Math.max(height, 0)),
                "fill",
                look.colour(),
                "fill-opacity",
                look.mark() == Look.Mark.SQUARE ? "0.3" : "1",
                "stroke",
                look.colour());
    }

    private static void writeMark(Markup page, Look look, double left, double top) {
        page.empty("path", "class", "mark", "d", outline(look.mark(), left, top), "stroke", look.colour());
    }

    private static String outline(Look.Mark mark, double left, double top) {
        String start = "M" + number(left) + " " + number(top);
        return switch (mark) {
            case CIRCLE -> start + "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z";
            case SQUARE -> start + "m-4 -4h8v8h-8z";
            case TRIANGLE -> start + "m0 -5l5 9h-10z";
            case DIAMOND -> start + "m0 -5l5 5l-5 5l-5 -5z";
            case CROSS -> start + "m-4 -4l8 8m0 -8l-8 8";
        };
    }

    private double left(double value) {
        return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private double top(double value) {
        return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String number(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }
}

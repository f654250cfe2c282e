package sekisho.replay.report;

import java.util.List;

/// Where figures that are not of this replay come from.
final class SourcesSection implements Section {
    @Override
    public String name() {
        return "sources";
    }

    @Override
    public boolean isNeeded(Analysis analysis) {
        return analysis.hasAttacks();
    }

    @Override
    public void write(Sheet sheet, Analysis analysis) {
        sheet.list(List.of(sheet.text("sources.curves"), sheet.text("sources.challenges")));
    }
}

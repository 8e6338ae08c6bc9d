package dev.hazir.host.applet;

import java.util.ArrayList;
import java.util.List;

/** What has happened to an applet, newest first. Bounded: the oldest is forgotten. */
record History(List<Run> runs, List<SettingsChange> settings) {

    static final History NONE = new History(List.of(), List.of());

    private static final int RUNS = 30;
    private static final int CHANGES = 30;

    History {
        runs = List.copyOf(runs);
        settings = List.copyOf(settings);
    }

    History with(Run run) {
        return new History(first(run, runs, RUNS), settings);
    }

    /** The last run as it turned out. */
    History lastRun(Run run) {
        List<Run> all = new ArrayList<>(runs);
        all.set(0, run);
        return new History(all, settings);
    }

    History with(SettingsChange change) {
        return new History(runs, first(change, settings, CHANGES));
    }

    private static <T> List<T> first(T newest, List<T> others, int most) {
        List<T> all = new ArrayList<>();
        all.add(newest);
        all.addAll(others);
        return all.subList(0, Math.min(most, all.size()));
    }
}

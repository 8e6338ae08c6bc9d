package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What an applet must be like after acts of which the last may have been cut off: one state, or one of two. */
final class KillModel {

    private static final String DEFAULT_TITLE = "Untitled";

    /** Something that is done to an applet, such as {@code deploy 2.0.0}. */
    record Act(String verb, String argument) {}

    /**
     * What can be seen of an applet.
     *
     * @param versions the one that runs, then those that ran before; empty when it is not installed
     * @param title its setting, {@code ?} when it does not run
     */
    record State(boolean running, List<String> versions, String title) {
        static final State ABSENT = new State(false, List.of(), "?");
    }

    /** A kept version with its setting. */
    record Kept(String version, String title) {}

    /**
     * All that is known of an applet.
     *
     * @param left the title that an applet without versions has left, or the default
     * @param erased whether its files have gone, and none were made since then
     */
    record Standing(boolean enabled, List<Kept> kept, String left, boolean erased) {

        private Kept current() {
            return kept.get(0);
        }

        private boolean absent() {
            return kept.isEmpty();
        }

        private State seen() {
            List<String> versions = kept.stream().map(Kept::version).toList();
            return absent()
                    ? State.ABSENT
                    : new State(enabled, versions, enabled ? current().title() : "?");
        }

        private Standing after(Act act) {
            return switch (act.verb()) {
                case "deploy" -> with(kept(act.argument()));
                case "settings" -> with(new Kept(current().version(), act.argument()));
                case "rollback" -> with(kept.get(1));
                case "disable" -> new Standing(false, kept, left, erased);
                case "enable" -> new Standing(true, kept, left, erased);
                default ->
                    act.argument().equals("erase")
                            ? new Standing(false, List.of(), DEFAULT_TITLE, true)
                            : new Standing(false, List.of(), current().title(), erased);
            };
        }

        private Kept kept(String version) {
            return kept.stream()
                    .filter(one -> one.version().equals(version))
                    .findFirst()
                    .orElseGet(
                            () -> new Kept(version, absent() ? left : current().title()));
        }

        private Standing with(Kept next) {
            List<Kept> all = new ArrayList<>(kept);
            all.removeIf(one -> one.version().equals(next.version()));
            all.add(0, next);
            return new Standing(true, all, left, erased);
        }
    }

    private Standing certain = new Standing(false, List.of(), DEFAULT_TITLE, true);
    private Standing possible = certain;
    private int titles;

    Standing certain() {
        return certain;
    }

    /** What may be done to the applet as it stands. */
    List<Act> possible(List<String> versions) {
        List<Act> acts = new ArrayList<>();
        versions.forEach(version -> acts.add(new Act("deploy", version)));
        if (!certain.absent()) {
            acts.add(new Act("remove", "keep"));
            acts.add(new Act("remove", "erase"));
            acts.add(new Act("disable", ""));
            acts.add(new Act("enable", ""));
        }
        if (certain.kept().size() > 1) {
            acts.add(new Act("rollback", ""));
            acts.add(new Act("rollback", ""));
        }
        if (certain.enabled()) {
            acts.add(new Act("settings", "Title " + ++titles));
            acts.add(new Act("settings", "Title " + ++titles));
        }
        return acts;
    }

    void begin(Act act) {
        possible = certain.after(act);
    }

    void acknowledge() {
        certain = Objects.requireNonNull(possible);
    }

    /** After a start it is known which of the two it is. */
    void expect(String id, State found) {
        assertThat(found).as(id).isIn(certain.seen(), possible.seen());
        if (!found.equals(certain.seen())) {
            certain = possible;
        }
        possible = certain;
    }

    /** Files of it are on the disk again. */
    void noted() {
        certain = new Standing(certain.enabled(), certain.kept(), certain.left(), false);
        possible = certain;
    }
}

package dev.hazir.bench.table;

/** What a row says about its goal. */
public enum Verdict {
    MET("met"),
    MISSED("**missed**"),
    /** There is no goal; the figure is there to be seen. */
    SHOWN("");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    static Verdict of(boolean met) {
        return met ? MET : MISSED;
    }

    @Override
    public String toString() {
        return text;
    }
}

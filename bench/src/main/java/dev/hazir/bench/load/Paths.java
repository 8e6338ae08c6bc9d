package dev.hazir.bench.load;

/** Where the websockets of a candidate are. */
enum Paths {
    PEER(""),
    HAZIR("/apps/bench");

    private final String prefix;

    Paths(String prefix) {
        this.prefix = prefix;
    }

    static Paths of(int number) {
        return values()[number];
    }

    String echo() {
        return prefix + "/echo";
    }

    String hear() {
        return prefix + "/hear";
    }

    String say() {
        return prefix + "/say";
    }
}

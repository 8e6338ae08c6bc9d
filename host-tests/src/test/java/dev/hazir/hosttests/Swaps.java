package dev.hazir.hosttests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import tools.jackson.databind.JsonNode;

/** What an operator does to the applet {@code busy}, with the times that the host gives for it. */
final class Swaps {

    private static final String FIRST = "1.0.0";
    private static final String SECOND = "1.0.1";

    private final Rest rest;
    private final List<Path> jars;
    private final Versions versions = new Versions(SECOND);
    private final Map<String, Integer> acts = new HashMap<>();
    private final Map<String, List<Integer>> steps = new HashMap<>();

    /** Swaps of an applet of which the second of these jars was installed. */
    Swaps(Rest rest, List<Path> jars) {
        this.rest = rest;
        this.jars = jars;
    }

    Versions versions() {
        return versions;
    }

    /** How often what was done. */
    Map<String, Integer> acts() {
        return acts;
    }

    /** How long a step took each time, in microseconds. */
    int[] step(String name) {
        return steps.getOrDefault(name, List.of()).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Mostly an upgrade; now and then a restart, a rollback, or something done to another applet first. */
    void swap(int number, Load load) throws Exception {
        if (number % 7 == 3) {
            act("disable another", () -> rest.act("POST", "applets/other/disable"));
        } else if (number % 7 == 5) {
            act("enable another", () -> rest.act("POST", "applets/other/enable"));
        }
        String next = versions.current().equals(FIRST) ? SECOND : FIRST;
        if (number % 10 == 5) {
            swap(versions.current(), load, "restart", () -> rest.act("POST", "applets/busy/restart"));
        } else if (number % 10 == 9) {
            swap(next, load, "rollback", () -> rest.act("POST", "applets/busy/rollback"));
        } else {
            swap(next, load, "upgrade", () -> rest.deploy(jars.get(next.equals(FIRST) ? 0 : 1)));
        }
    }

    private void swap(String version, Load load, String kind, Callable<JsonNode> act) throws Exception {
        versions.begin(version);
        load.during(() -> act(kind, act));
        versions.reported();
        JsonNode operation = rest.admin("GET", "operations").json().path(0);
        int total = 0;
        for (JsonNode step : operation.path("steps")) {
            int micros = step.path("micros").asInt();
            total += micros;
            steps.computeIfAbsent(step.path("name").asString(), fresh -> new ArrayList<>())
                    .add(micros);
        }
        steps.computeIfAbsent("whole operation", fresh -> new ArrayList<>()).add(total);
    }

    private JsonNode act(String kind, Callable<JsonNode> act) throws Exception {
        acts.merge(kind, 1, Integer::sum);
        return act.call();
    }
}

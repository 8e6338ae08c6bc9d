package dev.hazir.host.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Problems as sentences: what and why first, what to do last. */
final class ProblemText {

    private ProblemText() {}

    /** The text of a problem document or of an operation that did not succeed. */
    static String of(JsonNode document) {
        List<String> lines = new ArrayList<>();
        Set<String> fixes = new LinkedHashSet<>();
        String sentence =
                document.path("detail").asString(document.path("message").asString(""));
        JsonNode problems = document.path("problems");
        if (!sentence.isEmpty() && (problems.isEmpty() || !saysTheSame(sentence, problems))) {
            lines.add(sentence);
        }
        for (JsonNode problem : problems) {
            String why = problem.path("why").asString("");
            String code = problem.path("code").asString("");
            lines.add(problem.path("what").asString("")
                    + (why.isEmpty() ? "" : " " + why)
                    + (code.isEmpty() ? "" : " (" + code + ")"));
            String fix = problem.path("do").asString("");
            if (!fix.isEmpty()) {
                fixes.add(fix);
            }
        }
        fixes.forEach(fix -> lines.add("Do: " + fix));
        return String.join(
                "\n", lines.isEmpty() ? List.of(document.path("title").asString("It failed.")) : lines);
    }

    /** The sentence on an outcome is often made of the problems it has. */
    private static boolean saysTheSame(String sentence, JsonNode problems) {
        for (JsonNode problem : problems) {
            if (!sentence.contains(problem.path("what").asString(""))) {
                return false;
            }
        }
        return true;
    }
}

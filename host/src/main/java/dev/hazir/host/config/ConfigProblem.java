package dev.hazir.host.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param what one sentence that names key and source
 * @param why what was expected
 * @param fix what to do
 */
public record ConfigProblem(String what, String why, String fix) {

    @Override
    public String toString() {
        return what + (why.isEmpty() ? "" : " " + why) + (fix.isEmpty() ? "" : " " + fix);
    }
}

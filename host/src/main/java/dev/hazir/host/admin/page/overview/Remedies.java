package dev.hazir.host.admin.page.overview;

import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.guest.BlockReport;
import dev.hazir.host.operation.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What can be done about a problem on these pages, the best first. */
final class Remedies {

    /** The jar or its surroundings are at fault: settings do not help. */
    private static final Set<String> SETTINGS_HELP = Set.of("APP-103", "APP-105", "APP-107", "APP-115", "APP-130");

    private static final Set<String> JAR_IS_GONE = Set.of("APP-132", "APP-133");
    private static final Set<String> DISK = Set.of("SYS-510", "SYS-511", "SYS-512", "SYS-513", "SYS-514", "SYS-515");

    private final AdminSources sources;

    /**
     * Something that can be done.
     *
     * @param key of its words in the message file
     * @param of what the words name
     * @param act whether it is an act or only leads to a page
     * @param version the field {@code version} of the act, or empty
     */
    public record Remedy(String key, String of, boolean act, String address, String version) {}

    Remedies(AdminSources sources) {
        this.sources = sources;
    }

    List<Remedy> of(Problem problem) {
        String code = problem.code();
        if (DISK.contains(code)) {
            return List.of(page("storage", "", "/admin/settings/storage"), page("backups", "", "/admin/backups"));
        }
        if (code.equals("MEM-302")) {
            return List.of(page("memory", "", "/admin/health/memory"));
        }
        if (code.startsWith("NET-") || code.equals("SEC-501")) {
            return List.of(page("network", "", "/admin/settings/network"));
        }
        String id = problem.applet();
        if (id == null) {
            return code.startsWith("APP-") ? List.of(install()) : List.of();
        }
        if (code.equals("LOOP-201")) {
            return blocked(id, problem);
        }
        if (code.equals("MEM-301")) {
            return List.of(
                    act("mend", id, "mend", ""),
                    page("holder", "", "/admin/health/memory"),
                    page("log", id, "/admin/logs?applet=" + id));
        }
        return sources.applets().find(id).map(applet -> applet(problem, applet)).orElse(List.of(install()));
    }

    private List<Remedy> applet(Problem problem, AppletStatus applet) {
        String id = applet.id();
        boolean runs = applet.state().equals("live");
        List<Remedy> all = new ArrayList<>();
        if (problem.code().equals("LOOP-202")) {
            return List.of(
                    page("health", "", "/admin/health"),
                    act("restart", id, "restart", ""),
                    page("versions", id, place(id) + "/versions"));
        }
        if (SETTINGS_HELP.contains(problem.code())) {
            all.add(page("settings", id, place(id) + "/settings"));
        }
        if (!runs && !JAR_IS_GONE.contains(problem.code()) && !applet.versions().isEmpty()) {
            all.add(act("start", id, "enable", ""));
        }
        if (!runs) {
            earlier(applet)
                    .ifPresent(version ->
                            all.add(new Remedy("rollback", version, true, place(id) + "/rollback", version)));
        }
        all.add(page("versions", id, place(id) + "/versions"));
        all.add(page("log", id, "/admin/logs?applet=" + id));
        if (JAR_IS_GONE.contains(problem.code()) || runs) {
            all.add(install());
        }
        return all;
    }

    private List<Remedy> blocked(String id, Problem problem) {
        Optional<BlockReport> report = Stream.concat(
                        sources.watch().blockedNow().stream(), sources.watch().reports().stream())
                .filter(one -> one.applet().equals(id) && problem.what().contains(" at " + one.location()))
                .findFirst();
        List<Remedy> all = new ArrayList<>();
        report.ifPresent(one -> {
            String line =
                    "/admin/health/blocks/" + id + "/" + URLEncoder.encode(one.location(), StandardCharsets.UTF_8);
            all.add(page("path", "", line));
            all.add(new Remedy("move", "", true, line + "/move", ""));
        });
        all.add(act("stop", id, "disable", ""));
        return all;
    }

    private static Optional<String> earlier(AppletStatus applet) {
        return applet.versions().stream()
                .filter(version -> !version.equals(applet.version()))
                .findFirst();
    }

    private static Remedy install() {
        return page("install", "", "/admin/install");
    }

    private static Remedy act(String key, String id, String verb, String version) {
        return new Remedy(key, id, true, place(id) + "/" + verb, version);
    }

    private static Remedy page(String key, String of, String address) {
        return new Remedy(key, of, false, address, "");
    }

    private static String place(String id) {
        return "/admin/applets/" + id;
    }
}

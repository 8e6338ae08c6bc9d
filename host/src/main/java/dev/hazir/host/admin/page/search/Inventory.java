package dev.hazir.host.admin.page.search;

import dev.hazir.host.admin.page.Rights;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.port.PortView;
import dev.hazir.host.routing.Route;
import dev.hazir.host.settings.Setting;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything on this host that can be found, as it is now. On workers. */
final class Inventory {

    /** Pages by the words that lead to them, beside their names. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("/", "home start"),
            Map.entry("/applets", "plugins jars list"),
            Map.entry("/map", "architecture graph picture"),
            Map.entry("/health", "why is it slow blocked lag threads memory"),
            Map.entry("/logs", "messages errors"),
            Map.entry("/routes", "paths urls servlets resources explain"),
            Map.entry("/ports", "tcp udp devices connections"),
            Map.entry("/topics", "publish subscribe messages"),
            Map.entry("/problems", "errors fix"),
            Map.entry("/operations", "history installs upgrades"),
            Map.entry("/backups", "save restore"),
            Map.entry("/settings", "people access tokens network tls https certificate proxy"),
            Map.entry("/install", "upload jar add"));

    private final AdminSources sources;
    private final Set<String> pages;

    /** @param pages the paths of pages that there are */
    Inventory(AdminSources sources, Set<String> pages) {
        this.sources = sources;
        this.pages = pages;
    }

    /** @param rights of whoever searches: what they may not do is not found */
    List<Entry> entries(Rights rights) {
        return all(rights).stream()
                .filter(entry -> rights.offers("GET", entry.href()))
                .toList();
    }

    private List<Entry> all(Rights rights) {
        List<Entry> entries = new ArrayList<>();
        WORDS.entrySet().stream()
                .filter(page -> pages.contains(page.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(page -> entries.add(page(page.getKey(), page.getValue())));
        for (AppletStatus applet : sources.applets().list()) {
            applet(applet, rights, entries);
        }
        for (Problem problem : sources.openProblems()) {
            entries.add(
                    new Entry("problem", problem.what(), "", problem.code() + " " + problem.why(), "/admin/problems"));
        }
        for (PortView port : sources.ports().get()) {
            String address = port.bind() + ":" + port.port() + " " + port.protocol();
            entries.add(new Entry("port", port.applet() + " " + port.name(), "", address, "/admin/ports"));
        }
        for (Route route : sources.routes().table().routes()) {
            String path = route.pattern().toString();
            entries.add(new Entry(
                    "route",
                    path,
                    "",
                    route.owner().applet() + " " + route.kind() + " " + route.name(),
                    "/admin/routes?method=GET&path=" + URLEncoder.encode(path, StandardCharsets.UTF_8)));
        }
        return entries;
    }

    private static Entry page(String path, String words) {
        boolean act = path.equals("/install");
        String name = path.equals("/") ? "overview" : path.substring(1);
        return new Entry(act ? "act" : "page", name, act ? "install.open" : "nav." + name, words, "/admin" + path);
    }

    private void applet(AppletStatus applet, Rights rights, List<Entry> entries) {
        String place = "/admin/applets/" + applet.id();
        String words = applet.id().equals(applet.name()) ? applet.summary() : applet.id() + " " + applet.summary();
        entries.add(new Entry("applet", applet.name(), "", words.strip(), place));
        entries.add(new Entry("act", applet.id(), "search.settings", "settings of configure", place + "/settings"));
        if (applet.state().equals("live") && rights.may(place + "/disable")) {
            entries.add(new Entry("act", applet.id(), "search.stop", "stop restart roll back", place));
        }
        try {
            for (Setting setting : sources.applets().settings(applet.id())) {
                String label = setting.label().isEmpty() ? setting.name() : setting.label();
                String detail = applet.id() + " " + setting.name() + " " + setting.help();
                entries.add(new Entry("setting", label, "", detail.strip(), place + "/settings#set." + setting.name()));
            }
        } catch (RefusedException e) {
            return; // it says so on its own page
        }
    }
}

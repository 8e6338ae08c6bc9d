package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.health.LoaderSize;
import dev.hazir.host.admin.health.LoaderSizes;
import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.rest.JarSources;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.AppletRow;
import dev.hazir.host.admin.view.Lately;
import dev.hazir.host.applet.About;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.operation.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The applets: to find one, to see how all do, and to do the same with several. What is looked for stands in the address. */
final class ListPage {

    private static final List<String> STATES = List.of("live", "failed", "disabled");

    private final AdminSources sources;
    private final LoaderSizes sizes;
    private final JarSources places;
    private final Lately lately;

    /**
     * An applet.
     *
     * @param bytes of its classes, or 0 when that is not known
     * @param newer the later version in the folder that jars may be taken from, or empty
     * @param jar the name of its file there, or empty
     */
    public record Row(AppletRow row, long bytes, String newer, String jar) {}

    ListPage(AdminSources sources, LoaderSizes sizes) {
        this.sources = sources;
        this.sizes = sizes;
        this.places = new JarSources(sources.jarSources(), sources.uploads());
        this.lately = new Lately(sources.history());
    }

    PageAnswer show(PageRequest request) throws IOException {
        String words = request.field("q").strip();
        String state = STATES.contains(request.field("state")) ? request.field("state") : "";
        boolean look = request.filled("newer").isPresent();
        List<AppletStatus> all = sources.applets().list();
        List<AppletStatus> wanted = all.stream()
                .filter(applet -> contains(applet, words)
                        && (state.isEmpty() || applet.state().equals(state)))
                .toList();
        Map<String, Object> model = new HashMap<>();
        model.put("rows", rows(wanted, look));
        model.put("count", all.size());
        model.put("q", words);
        model.put("wanted", state);
        model.put("states", STATES);
        model.put("look", look);
        model.put("folder", places.folder());
        model.put("none", request.field("none"));
        return PageAnswer.view("applet/list", model);
    }

    /** Does the same with several, each in turn: what needs others stops first and starts last. */
    PageAnswer act(PageRequest request) throws Exception {
        String[] ticked = request.servlet().getParameterValues("id");
        Set<String> ids = ticked == null ? Set.of() : Set.of(ticked);
        List<AppletStatus> chosen = sources.applets().list().stream()
                .filter(applet -> ids.contains(applet.id()))
                .toList();
        if (chosen.isEmpty()) {
            return PageAnswer.to("/admin/applets?none=yes");
        }
        List<String> order = requiredFirst(chosen);
        Function<String, Operation> act = switch (request.field("act")) {
            case "enable" -> id -> sources.applets().enable(id, request.by());
            case "disable" -> {
                Collections.reverse(order);
                yield id -> sources.applets().disable(id, request.by());
            }
            case "restart" -> id -> sources.applets().restart(id, request.by());
            default -> throw new ApiException(400, "'" + request.field("act") + "' is no act for several.");
        };
        List<Operation> begun = order.stream().map(act).toList();
        PageAnswer last = OperationPages.follow(begun.get(begun.size() - 1));
        return begun.size() == 1 ? last : PageAnswer.to("/admin/operations");
    }

    private static long bytes(@Nullable LoaderSize size) {
        return size == null ? 0 : size.bytes();
    }

    private List<Row> rows(List<AppletStatus> applets, boolean look) throws IOException {
        Map<String, LoaderSize> known = sizes.recent();
        Map<String, JarSources.Newer> newer = new HashMap<>();
        if (look) {
            places.newer(sources.applets()).forEach(later -> newer.put(later.applet(), later));
        }
        return AppletRow.all(applets, sources.openProblems(), lately).stream()
                .map(row -> {
                    AppletStatus applet = row.applet();
                    JarSources.Newer later = newer.get(applet.id());
                    return new Row(
                            row,
                            bytes(known.get(applet.id() + "@" + applet.version())),
                            later == null ? "" : later.version(),
                            later == null ? "" : later.jar());
                })
                .toList();
    }

    private static boolean contains(AppletStatus applet, String words) {
        String wanted = words.toLowerCase(Locale.ROOT);
        return applet.id().contains(wanted)
                || applet.name().toLowerCase(Locale.ROOT).contains(wanted);
    }

    /** Also those that do not run need others: their jars say so. */
    private List<String> requiredFirst(List<AppletStatus> chosen) {
        Map<String, List<String>> needs = new LinkedHashMap<>();
        chosen.forEach(applet -> needs.put(
                applet.id(),
                sources.applets().shelf().about(applet.id()).map(About::requires).orElse(List.of()).stream()
                        .map(ListPage::id)
                        .toList()));
        Set<String> order = new LinkedHashSet<>();
        needs.keySet().forEach(id -> visit(id, needs, new HashSet<>(), order));
        return new ArrayList<>(order);
    }

    private static void visit(String id, Map<String, List<String>> needs, Set<String> seen, Set<String> order) {
        List<String> own = needs.get(id);
        if (own != null && seen.add(id)) {
            own.forEach(needed -> visit(needed, needs, seen, order));
            order.add(id);
        }
    }

    /** The id in a requirement such as {@code ?ledger >= 2.0}. */
    private static String id(String requirement) {
        return requirement.replaceFirst("^\\?", "").strip().split("[ >=]", 2)[0];
    }
}

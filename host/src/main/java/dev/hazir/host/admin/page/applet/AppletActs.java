package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.applet.Applets;
import dev.hazir.host.applet.Applets.DataFate;
import dev.hazir.host.unload.Unloads;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the forms on the pages of an applet do. Each is an operation, whose page then tells how it goes. */
final class AppletActs {

    private static final Duration MENDING = Duration.ofMinutes(1);

    private final Applets applets;
    private final Unloads unloads;
    private final AppletFrame frame;
    private final FilePages files;

    AppletActs(AdminSources sources, AppletFrame frame, FilePages files) {
        this.applets = sources.applets();
        this.unloads = sources.unloads();
        this.frame = frame;
        this.files = files;
    }

    PageAnswer enable(PageRequest request) throws Exception {
        return OperationPages.follow(applets.enable(known(request), request.by()));
    }

    PageAnswer disable(PageRequest request) throws Exception {
        return OperationPages.follow(applets.disable(known(request), request.by()));
    }

    PageAnswer restart(PageRequest request) throws Exception {
        return OperationPages.follow(applets.restart(known(request), request.by()));
    }

    PageAnswer rollback(PageRequest request) throws Exception {
        return OperationPages.follow(applets.rollback(known(request), request.filled("version"), request.by()));
    }

    PageAnswer deleteVersion(PageRequest request) throws Exception {
        return OperationPages.follow(
                applets.deleteVersion(known(request), request.parameters().get(1), request.by()));
    }

    /** An applet that was removed may still have versions that drain. */
    PageAnswer endDrain(PageRequest request) throws Exception {
        return OperationPages.follow(applets.endDrain(request.id(), request.by()));
    }

    /** Ends what holds old versions, also of an applet that was removed; the page of memory then tells what came of it. */
    PageAnswer mend(PageRequest request) throws Exception {
        try {
            unloads.end(request.id()).get(MENDING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ApiException(503, "Ending what holds " + request.id() + " takes longer; look again later.");
        }
        return PageAnswer.to("/admin/health/memory");
    }

    /** Data is only erased when the applet's id was typed. */
    PageAnswer remove(PageRequest request) throws Exception {
        String id = known(request);
        DataFate fate = switch (request.field("data")) {
            case "erase" -> DataFate.ERASE;
            case "export" -> DataFate.EXPORT;
            default -> DataFate.KEEP;
        };
        if (fate == DataFate.ERASE && !request.field("typed").strip().equals(id)) {
            return files.remove(422, frame.find(id), "remove.untyped");
        }
        return OperationPages.follow(applets.remove(id, fate, request.by()));
    }

    private String known(PageRequest request) throws ApiException {
        return frame.find(request.id()).id();
    }
}

package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.Download;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.store.Folder;
import java.io.IOException;
import java.util.Map;

/** The files that an applet keeps: to look at, to save one or all, and to get rid of with the applet. */
final class FilePages {

    private static final int MOST = 500;

    private final AdminSources sources;
    private final AppletFrame frame;

    FilePages(AdminSources sources, AppletFrame frame) {
        this.sources = sources;
        this.frame = frame;
    }

    PageAnswer list(PageRequest request) throws ApiException, IOException {
        AppletStatus applet = frame.find(request.id());
        return frame.view(applet, "files", Map.of("listing", folder(applet).list(MOST)));
    }

    PageAnswer one(PageRequest request) throws ApiException, IOException {
        AppletStatus applet = frame.find(request.id());
        String path = request.field("path");
        return new PageAnswer.Saved(Download.of(folder(applet)
                .file(path)
                .orElseThrow(() -> new ApiException(404, "There is no file '" + path + "' of " + applet.id() + "."))));
    }

    PageAnswer all(PageRequest request) throws ApiException {
        AppletStatus applet = frame.find(request.id());
        return new PageAnswer.Saved(
                Download.zip(applet.id() + "-files.zip", out -> folder(applet).zip(out)));
    }

    PageAnswer askRemove(PageRequest request) throws ApiException, IOException {
        return remove(200, frame.find(request.id()), "");
    }

    /** The form that removes an applet, with what is wrong in it. */
    PageAnswer remove(int status, AppletStatus applet, String error) throws IOException {
        return new PageAnswer.View(
                status,
                "applet/remove",
                Map.of("one", applet, "error", error, "listing", folder(applet).list(0)),
                false);
    }

    private Folder folder(AppletStatus applet) {
        return sources.applets().shelf().files(applet.id());
    }
}

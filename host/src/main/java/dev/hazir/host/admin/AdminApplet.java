package dev.hazir.host.admin;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.loop.Request;
import dev.hazir.applet.web.Web;
import dev.hazir.host.admin.live.LiveStreams;
import dev.hazir.host.admin.page.AdminPages;
import dev.hazir.host.admin.page.SignInCookie;
import dev.hazir.host.admin.page.log.LogStream;
import dev.hazir.host.admin.rest.ApiServlet;
import dev.hazir.host.admin.rest.TokenFilter;
import dev.hazir.host.admin.rest.Upload;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.security.Door;
import dev.hazir.host.security.Secrets;
import dev.hazir.host.security.SignIns;
import java.util.Optional;

/** The part of the host that operators talk to: pages under {@code /admin}, and the REST interface. */
public final class AdminApplet implements Applet {

    private final AdminSources sources;

    public AdminApplet(AdminSources sources) {
        this.sources = sources;
    }

    @Override
    public void setup(AppletContext app) {
        // A jar may be larger than what visitors send; a form has some more to say.
        app.maxRequestBody(Upload.LARGEST + (1 << 20));
        Web web = app.web();
        web.filter("/api/*", new TokenFilter(sources.access(), SignInCookie::of));
        web.servlet("/api/v1/*", new ApiServlet(sources));
        SignIns signIns = sources.access().signIns();
        AdminPages pages = new AdminPages(sources, app.info().version(), () -> SiteMap.of(sources));
        web.servlet("/*", pages);
        LiveStreams.Visitors visitors = new LiveStreams.Visitors(this::viewer, signIns::goesOn, Secrets::next);
        LogStream.declare(app, sources, this::viewer, signIns::goesOn);
        LiveStreams streams = app.closeOnStop(new LiveStreams(visitors, pages.live(), app::blocking, sources.time()));
        app.loop().handle("/live", streams).methods("GET").instead();
        sources.leaving().accept(streams::close);
    }

    private Optional<LiveStreams.Viewer> viewer(Request request) {
        return SignInCookie.of(request)
                .flatMap(sources.access().signIns()::find)
                .flatMap(signIn -> sources.access()
                        .caller(signIn, Door.UI, "")
                        .map(caller -> new LiveStreams.Viewer(signIn.id(), caller.name(), caller.role())));
    }
}

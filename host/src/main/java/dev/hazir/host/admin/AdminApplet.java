package dev.hazir.host.admin;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.web.Web;
import dev.hazir.host.admin.live.LiveStreams;
import dev.hazir.host.admin.page.AdminPages;
import dev.hazir.host.admin.page.SignInCookie;
import dev.hazir.host.admin.page.log.LogStream;
import dev.hazir.host.admin.rest.ApiServlet;
import dev.hazir.host.admin.rest.TokenFilter;
import dev.hazir.host.admin.rest.Upload;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.security.Secrets;
import dev.hazir.host.security.SignIns;
import dev.hazir.host.security.SignIns.SignIn;

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
        AdminPages pages = new AdminPages(sources, app.info().version(), SiteMap.of(sources));
        web.servlet("/*", pages);
        LiveStreams.Visitors visitors = new LiveStreams.Visitors(
                request -> SignInCookie.of(request).flatMap(signIns::find).map(SignIn::id),
                signIns::goesOn,
                Secrets::next);
        LogStream.declare(
                app,
                sources,
                request -> SignInCookie.of(request).flatMap(signIns::find).map(SignIn::id),
                signIns::goesOn);
        app.loop()
                .handle(
                        "/live",
                        app.closeOnStop(new LiveStreams(visitors, pages.live(), app::blocking, sources.time())))
                .methods("GET")
                .instead();
    }
}

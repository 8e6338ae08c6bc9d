package dev.hazir.host.page;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.engine.AbstractTemplateHandler;
import org.thymeleaf.model.AttributeValueQuotes;
import org.thymeleaf.model.ICDATASection;
import org.thymeleaf.model.ICloseElementTag;
import org.thymeleaf.model.IComment;
import org.thymeleaf.model.IOpenElementTag;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.model.IStandaloneElementTag;
import org.thymeleaf.model.IText;

/**
 * Leaves out of a page what whoever asks for it may not do: forms that act, buttons with an act of their own, and links. A
 * link within a text leaves its text. A form with {@code data-shown} stays to be read: it becomes a {@code div} with its
 * controls disabled and without its buttons. Does nothing where there are no {@link Offers} among the variables. Made by the
 * template engine for each page.
 */
public final class OfferFilter extends AbstractTemplateHandler {

    private static final Set<String> CONTROLS = Set.of("input", "select", "textarea", "fieldset");

    private @Nullable Offers offers;

    /** How many elements are open in what is left out. */
    private int left;

    private boolean inPlainText;
    private boolean inShown;

    @Override
    public void setContext(ITemplateContext context) {
        super.setContext(context);
        offers = context.getVariable(Offers.VARIABLE) instanceof Offers given ? given : null;
    }

    @Override
    public void handleOpenElement(IOpenElementTag tag) {
        String name = tag.getElementCompleteName();
        if (left > 0) {
            left++;
        } else if (name.equals("form") && refused(method(tag), tag, "action")) {
            openForm(tag);
        } else if (name.equals("button") && (inShown || refused("POST", tag, "formaction"))) {
            left = 1;
        } else if (name.equals("a") && refused("GET", tag, "href")) {
            boolean button = Set.of(text(tag, "class").split(" ")).contains("button");
            left = button ? 1 : 0;
            inPlainText = !button;
        } else {
            super.handleOpenElement(inShown && CONTROLS.contains(name) ? disabled(tag) : tag);
        }
    }

    @Override
    public void handleCloseElement(ICloseElementTag tag) {
        String name = tag.getElementCompleteName();
        if (left > 0) {
            left--;
        } else if (inPlainText && name.equals("a")) {
            inPlainText = false;
        } else if (inShown && name.equals("form")) {
            inShown = false;
            super.handleCloseElement(getContext().getModelFactory().createCloseElementTag("div"));
        } else {
            super.handleCloseElement(tag);
        }
    }

    @Override
    public void handleStandaloneElement(IStandaloneElementTag tag) {
        if (left > 0) {
            return;
        }
        if (inShown && CONTROLS.contains(tag.getElementCompleteName())) {
            if (!text(tag, "type").equals("hidden")) {
                super.handleStandaloneElement(disabled(tag));
            }
        } else {
            super.handleStandaloneElement(tag);
        }
    }

    @Override
    public void handleText(IText text) {
        if (left == 0) {
            super.handleText(text);
        }
    }

    @Override
    public void handleCDATASection(ICDATASection section) {
        if (left == 0) {
            super.handleCDATASection(section);
        }
    }

    @Override
    public void handleComment(IComment comment) {
        if (left == 0) {
            super.handleComment(comment);
        }
    }

    private void openForm(IOpenElementTag tag) {
        if (!tag.hasAttribute("data-shown")) {
            left = 1;
            return;
        }
        inShown = true;
        IOpenElementTag shown = getContext().getModelFactory().createOpenElementTag("div");
        for (String kept : Set.of("class", "id", "aria-labelledby")) {
            if (tag.hasAttribute(kept)) {
                shown = getContext()
                        .getModelFactory()
                        .setAttribute(shown, kept, text(tag, kept), AttributeValueQuotes.DOUBLE);
            }
        }
        super.handleOpenElement(shown);
    }

    private boolean refused(String method, IProcessableElementTag tag, String attribute) {
        String address = text(tag, attribute);
        return offers != null && !address.isEmpty() && !offers.offers(method, address);
    }

    private <T extends IProcessableElementTag> T disabled(T tag) {
        return getContext().getModelFactory().setAttribute(tag, "disabled", "disabled");
    }

    private static String method(IProcessableElementTag form) {
        return text(form, "method").toLowerCase(Locale.ROOT).equals("post") ? "POST" : "GET";
    }

    private static String text(IProcessableElementTag tag, String attribute) {
        return Objects.requireNonNullElse(tag.getAttributeValue(attribute), "");
    }
}

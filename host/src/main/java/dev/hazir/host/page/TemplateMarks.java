package dev.hazir.host.page;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.engine.AbstractTemplateHandler;
import org.thymeleaf.model.AttributeValueQuotes;
import org.thymeleaf.model.IAttribute;
import org.thymeleaf.model.ICloseElementTag;
import org.thymeleaf.model.IOpenElementTag;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.model.IStandaloneElementTag;

/**
 * Writes into the elements of a template: the answer's nonce on scripts and on elements that htmx acts upon, and the
 * sign-in's token at the end of forms that act. Does nothing where the variables {@code nonce} and {@code csrf} are missing,
 * as in pages of applets. Made by the template engine for each template it reads.
 */
public final class TemplateMarks extends AbstractTemplateHandler {

    private @Nullable String nonce;
    private @Nullable String csrf;
    private boolean acts;

    @Override
    public void setContext(ITemplateContext context) {
        super.setContext(context);
        nonce = text(context, "nonce");
        csrf = text(context, "csrf");
    }

    @Override
    public void handleOpenElement(IOpenElementTag tag) {
        acts |= tag.getElementCompleteName().equals("form")
                && "post"
                        .equals(Objects.requireNonNullElse(tag.getAttributeValue("method"), "")
                                .toLowerCase(Locale.ROOT));
        super.handleOpenElement(marked(tag));
    }

    @Override
    public void handleStandaloneElement(IStandaloneElementTag tag) {
        super.handleStandaloneElement(marked(tag));
    }

    @Override
    public void handleCloseElement(ICloseElementTag tag) {
        if (acts && tag.getElementCompleteName().equals("form")) {
            acts = false;
            if (csrf != null) {
                super.handleStandaloneElement(getContext()
                        .getModelFactory()
                        .createStandaloneElementTag(
                                "input",
                                Map.of("type", "hidden", "name", "csrf", "value", csrf),
                                AttributeValueQuotes.DOUBLE,
                                false,
                                false));
            }
        }
        super.handleCloseElement(tag);
    }

    private <T extends IProcessableElementTag> T marked(T tag) {
        if (nonce == null) {
            return tag;
        }
        if (tag.getElementCompleteName().equals("script")) {
            return getContext().getModelFactory().setAttribute(tag, "nonce", nonce);
        }
        return Stream.of(tag.getAllAttributes()).anyMatch(TemplateMarks::actedUpon)
                ? getContext().getModelFactory().setAttribute(tag, "hx-nonce", nonce)
                : tag;
    }

    /** Whether htmx looks at it, also when its value is filled in. */
    private static boolean actedUpon(IAttribute attribute) {
        String name = attribute.getAttributeCompleteName();
        return name.startsWith("hx-")
                || name.startsWith("th:hx-")
                || name.equals("th:attr")
                        && Objects.requireNonNullElse(attribute.getValue(), "").contains("hx-");
    }

    private static @Nullable String text(ITemplateContext context, String variable) {
        return context.getVariable(variable) instanceof String text && !text.isEmpty() ? text : null;
    }
}

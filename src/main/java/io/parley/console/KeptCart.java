package io.parley.console;

import io.parley.channel.Content;
import io.parley.commerce.CartWords;
import io.parley.commerce.CheckoutLinks;
import io.parley.conversation.Trolley;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspaces;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The cart a customer kept in a chat, as a button to the checkout.
@Component
class KeptCart implements Trolley {
  private final CheckoutLinks links;
  private final Customers customers;
  private final Workspaces workspaces;

  KeptCart(CheckoutLinks links, Customers customers, Workspaces workspaces) {
    this.links = links;
    this.customers = customers;
    this.workspaces = workspaces;
  }

  @Override
  public Optional<Content> cart(WorkspaceId workspace, IdentityId identity) {
    var words = CartWords.of(workspaces.get(workspace).locale());
    return customers.of(workspace, identity).flatMap(customer -> links.forCart(workspace, customer, null))
        .map(made -> new Content.Button(words.kept(made.link().items()), words.label(), made.url()));
  }
}

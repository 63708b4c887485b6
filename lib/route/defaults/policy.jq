# In which order contacts and agents go, and what queues do; this is what holds
# where a policy is silent.
{
  name: "plain",
  contact_order: ["priority", "age"],
  agent_order: ["preferred", "fewest", "longest-idle", "id"],
  channels: { voice: { exclusive: true }, phone: { exclusive: true } },
  preferred: "customer.preferred_agent",
  seed: 1
}

"""軌跡: every act, in the ledger."""

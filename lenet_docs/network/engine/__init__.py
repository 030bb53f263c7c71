"""The network at work: parameters in one array, the chain of steps, the losses."""
